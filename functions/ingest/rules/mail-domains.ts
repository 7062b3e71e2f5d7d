import disposable from './disposable-domains.json' with { type: 'json' };

/** Mail providers for everybody: the domain tells nothing about where somebody works. DACH first, then the large ones. */
const FREE = new Set(
  `gmx.de gmx.net gmx.at gmx.ch gmx.com web.de t-online.de magenta.de freenet.de arcor.de online.de vodafone.de
  vodafonemail.de kabelmail.de unitybox.de ewe.net ewetel.net ewetel.de 1und1.de email.de mail.de mailbox.org posteo.de
  posteo.net tutanota.com tutanota.de tuta.com tuta.io bluewin.ch hispeed.ch sunrise.ch aon.at a1.net chello.at
  gmail.com googlemail.com outlook.com outlook.de outlook.at hotmail.com hotmail.de hotmail.co.uk hotmail.fr live.com
  live.de live.at msn.com yahoo.com yahoo.de yahoo.co.uk yahoo.fr ymail.com rocketmail.com icloud.com me.com mac.com
  aol.com aol.de proton.me protonmail.com protonmail.ch pm.me mail.com email.com zoho.com fastmail.com fastmail.fm
  hushmail.com yandex.ru yandex.com mail.ru bk.ru inbox.ru list.ru rambler.ru qq.com 163.com 126.com sina.com
  wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it
  virgilio.it tiscali.it tin.it alice.it telenet.be skynet.be ziggo.nl kpnmail.nl planet.nl xs4all.nl hetnet.nl
  btinternet.com sky.com virginmedia.com ntlworld.com comcast.net verizon.net att.net`.split(/\s+/),
);

/** Where everybody has a page: who names one as the own website names no domain of the organisation. */
const PAGES_OF_ALL = new Set(
  `facebook.com fb.com fb.me instagram.com linkedin.com xing.com youtube.com youtu.be twitter.com x.com tiktok.com pinterest.com
  pinterest.de threads.net t.me wa.me whatsapp.com linktr.ee google.com google.de goo.gl g.page g.co maps.app.goo.gl
  kleinanzeigen.de ebay.de ebay.com amazon.de amazon.com etsy.com gelbeseiten.de dasoertliche.de 11880.com wlw.de
  meinestadt.de yelp.com yelp.de tripadvisor.com tripadvisor.de booking.com lieferando.de immobilienscout24.de mobile.de
  medium.com github.com`.split(/\s+/),
);

/** The domain and those above it: `x.mailinator.com` is as disposable as `mailinator.com`. */
function withParents(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'));
}

export function isFreeMail(domain: string): boolean {
  return withParents(domain).some((each) => FREE.has(each));
}

/** Whether a website tells nothing about whose it is. */
export function isPageOfAll(host: string): boolean {
  return isFreeMail(host) || withParents(host).some((each) => PAGES_OF_ALL.has(each));
}

let hashes: ReadonlySet<number> | undefined;

/** @param more domains that the intake document adds to the list of throw-away providers */
export function isDisposable(domain: string, more: readonly string[] = []): boolean {
  hashes ??= new Set(Array.from(hashesIn(disposable.hashes)));
  const known = hashes;
  return withParents(domain).some((each) => more.includes(each) || known.has(hashOf(each)));
}

/** Each hash as the step from the one before, seven bits a byte, the lowest first; the high bit says that more follow. */
function* hashesIn(packed: string): Generator<number> {
  let [hash, step, factor] = [0, 0, 1];
  for (const byte of Buffer.from(packed, 'base64')) {
    step += (byte & 127) * factor;
    factor *= 128;
    if (byte > 127) continue;
    hash += step;
    yield hash;
    [step, factor] = [0, 1];
  }
}

/** 32 bits of a domain (FNV-1a). One domain in half a million is taken for another. */
function hashOf(domain: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < domain.length; i++) hash = Math.imul(hash ^ domain.charCodeAt(i), 0x01000193);
  return hash >>> 0;
}

/** The list of throw-away providers as it is shipped: a fifth of its size, since names need not be read again. */
export function packDomains(domains: readonly string[]): string {
  const sorted = [...new Set(domains.map(hashOf))].sort((one, other) => one - other);
  const bytes: number[] = [];
  for (const [i, hash] of sorted.entries()) {
    let step = hash - (sorted[i - 1] ?? 0);
    for (; step > 127; step = Math.floor(step / 128)) bytes.push((step % 128) + 128);
    bytes.push(step);
  }
  return Buffer.from(bytes).toString('base64');
}
