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

/**
 * The throw-away providers that forms meet most. The full list is too large for the function that answers the form
 * (142 kB for 4 % of the hits); the intake document adds what turns up.
 */
const DISPOSABLE = new Set(
  `mailinator.com guerrillamail.com guerrillamail.de guerrillamail.net sharklasers.com grr.la 10minutemail.com
  10minutemail.net 10minutemail.de temp-mail.org tempmail.com tempmail.net temp-mail.io tempmailo.com tempr.email
  discard.email discardmail.com trashmail.com trashmail.de trashmail.net trash-mail.com trash-mail.de wegwerfmail.de
  wegwerfmail.net wegwerfemail.de wegwerf-email.de wegwerf-emails.de byom.de spoofmail.de spambog.com spambog.de
  yopmail.com yopmail.fr yopmail.net throwawaymail.com getnada.com nada.email maildrop.cc mailnesia.com mailcatch.com
  dispostable.com fakeinbox.com mohmal.com moakt.com emailondeck.com mytemp.email mintemail.com spamgourmet.com
  tempail.com burnermail.io einrot.com cuvox.de dayrep.com fleckens.hu gustr.com jourrapide.com rhyta.com superrito.com
  teleworm.us armyspy.com muellmail.com muell.email spamavert.com emailfake.com minuteinbox.com inboxkitten.com
  mailpoof.com luxusmail.org 33mail.com anonbox.net harakirimail.com incognitomail.com jetable.org kasmail.com
  mail-temp.com mailexpire.com mt2015.com nowmymail.com owlymail.com tmail.ws tmpmail.org trbvm.com`.split(
    /\s+/,
  ),
);

/** Whether the domain or one above it is in a list: `x.mailinator.com` is as disposable as `mailinator.com`. */
function listed(domain: string, list: { has(domain: string): boolean }): boolean {
  const labels = domain.split('.');
  return labels.some((_, i) => list.has(labels.slice(i).join('.')));
}

export function isFreeMail(domain: string): boolean {
  return listed(domain, FREE);
}

/** @param more from the intake document */
export function isDisposable(domain: string, more: readonly string[]): boolean {
  return listed(domain, DISPOSABLE) || (more.length > 0 && listed(domain, new Set(more)));
}
