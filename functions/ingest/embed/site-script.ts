/**
 * The script that sites embed (docs/behaviour.md). It is sent to browsers as the text of this one function, so it may use
 * nothing from outside of it; the bundler has made it small by then.
 */

/** What pages call: `leitwerk('white-paper', { campaign: 'herbst' })`. */
interface Teller {
  (type: string, more?: { campaign?: string; email?: string; lead?: string }): void;
  /** Names the consent that the person gave, by the reference of the site's own consent tool; empty: it is taken back. */
  consent(reference: string): void;
  /**
   * Segments of this browser by what was done in it since the consent, for pages that show what fits. They also stand in
   * `data-leitwerk` of the page's root, for styles. None without a consent.
   */
  segments(): Promise<string[]>;
  /** The id of this browser, for forms that post by script; nothing without a consent. */
  visitorId(): string | undefined;
}

type Site = Pick<Window, 'document' | 'navigator' | 'location' | 'addEventListener' | 'setTimeout'> & {
  localStorage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  crypto: Pick<Crypto, 'getRandomValues'>;
  fetch: (address: string, request?: object) => Promise<{ json: () => Promise<SegmentRules> }>;
  leitwerk?: Teller;
};

interface SegmentRules {
  segments: { id: string; types: string[]; atLeast: number; withinDays: number }[];
  names: Record<string, string>;
  pages: { path: string; type: string }[];
}

function siteScript(site: Site): void {
  const { document, navigator, location } = site;
  const script = document.currentScript;
  if (!(script && 'src' in script) || site.leitwerk) return;
  const address = new URL('/v1/events', String(script.src)).href;
  const key = 'leitwerk';
  let waiting: object[] = [];
  let known = remembered();

  /** Browsers may forbid the storage; then nobody is known. */
  function remembered(): { visitorId: string; consent: string } | null {
    try {
      return JSON.parse(site.localStorage.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  }

  /** What was done in this browser: type, path, milliseconds. It never leaves it. */
  function done(): [string, string, number][] {
    try {
      return JSON.parse(site.localStorage.getItem('leitwerk-done') ?? '[]');
    } catch {
      return [];
    }
  }

  function remember(type: string): void {
    try {
      const acts = [...done(), [type.toLowerCase().replace(/[\s_]+/g, '-'), location.pathname, Date.now()]];
      site.localStorage.setItem('leitwerk-done', JSON.stringify(acts.slice(-100)));
    } catch {}
  }

  function send(): void {
    if (!waiting.length) return;
    const body = JSON.stringify(waiting);
    waiting = [];
    // Text needs no question beforehand, which a page that is being left would not wait for.
    if (navigator.sendBeacon?.(address, body)) return;
    site
      .fetch(address, { method: 'POST', body, keepalive: true, mode: 'no-cors', credentials: 'omit' })
      .catch(() => {});
  }

  const tell: Teller = (type, more) => {
    const { origin, pathname } = location;
    waiting.push({ type, at: new Date().toISOString(), url: origin + pathname, ...known, ...more });
    if (known) remember(type);
    if (waiting.length > 19) send();
    else if (waiting.length < 2) site.setTimeout(send, 5000);
  };
  tell.consent = (consent) => {
    known = null;
    // What is not told yet is told of nobody, once it was taken back.
    if (!consent) waiting = waiting.map((act) => ({ ...act, visitorId: undefined, consent: undefined }));
    else {
      const bytes = Array.from(site.crypto.getRandomValues(new Uint8Array(16)));
      const fresh = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
      known = { visitorId: remembered()?.visitorId ?? fresh, consent };
    }
    try {
      if (known) site.localStorage.setItem(key, JSON.stringify(known));
      else for (const name of [key, 'leitwerk-done']) site.localStorage.removeItem(name);
    } catch {}
  };
  tell.segments = async () => {
    if (!known) return [];
    const { segments, names, pages } = await (await site.fetch(new URL('/v1/segments', address).href)).json();
    const acts = done().map(([said, path, at]) => {
      const type = names[said] ?? said;
      const more = type === 'page-view' && pages.find((page) => path.startsWith(page.path));
      return { type: more ? more.type : type, at };
    });
    const ids = segments
      .filter(({ types, atLeast, withinDays }) => {
        const since = Date.now() - withinDays * 864e5;
        return acts.filter(({ type, at }) => at > since && types.includes(type)).length >= atLeast;
      })
      .map(({ id }) => id);
    document.documentElement.dataset.leitwerk = ids.join(' ');
    return ids;
  };
  tell.visitorId = () => known?.visitorId;

  site.addEventListener('click', ({ target }) => {
    const type = (target instanceof Element ? target.closest('[data-leitwerk]') : null)?.getAttribute(
      'data-leitwerk',
    );
    if (type) tell(type);
  });
  site.addEventListener(
    'submit',
    ({ target }) => {
      const form = target;
      if (!known || !(form instanceof HTMLFormElement)) return;
      if (new URL(form.action, location.href).origin !== new URL(address).origin) return;
      const field = document.createElement('input');
      field.type = 'hidden';
      field.name = 'visitorId';
      field.value = known.visitorId;
      form.append(field);
    },
    true,
  );
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send());

  site.leitwerk = tell;
  tell('page-view');
}

/** The text that browsers get. */
export const siteScriptText = `(${siteScript})(window)`;
