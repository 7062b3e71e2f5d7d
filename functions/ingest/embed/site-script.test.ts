import { runInNewContext } from 'node:vm';
import { transformSync } from 'esbuild';
import { beforeEach, describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { SeenBody } from '../../../shared/http/api/events.ts';
import { segmentRules } from '../rules/segments.ts';
import { scriptAnswer } from './script-answer.ts';

const text = transformSync(scriptAnswer().body, { minify: true, target: 'es2020' }).code;

class Element {
  action = 'https://leads.example/v1/leads';
  fields: { name: string; value: string }[] = [];
  append(field: { name: string; value: string }) {
    this.fields.push(field);
  }
  closest() {
    return { getAttribute: () => 'white-paper' };
  }
}

const rules = segmentRules({
  ...defaultDocument('intake').document.behaviour,
  segments: [
    { id: 'prices', types: ['price-page'], atLeast: 1, withinDays: 30 },
    { id: 'returning', types: ['page-view'], atLeast: 3, withinDays: 30 },
  ],
});

let page: ReturnType<typeof load>;
/** A browser as far as the script can see it. */
function load(
  storage = new Map<string, string>(),
  beacon: ((address: string, body: string) => boolean) | null = null,
) {
  const asked: string[] = [];
  const sent: { address: string; acts: Record<string, unknown>[] }[] = [];
  const heard = new Map<string, (event: object) => void>();
  const timers: (() => void)[] = [];
  const root = { dataset: {} as Record<string, string> };
  const listen = (name: string, hear: (event: object) => void) => heard.set(name, hear);
  const take = (address: string, body: string) => sent.push({ address, acts: JSON.parse(body) }) > 0;
  const window = {
    document: {
      currentScript: { src: 'https://leads.example/v1/leitwerk.js' },
      visibilityState: 'visible',
      addEventListener: listen,
      documentElement: root,
      createElement: () => ({}),
      get cookie(): string {
        throw new Error('reads cookies');
      },
      set cookie(_: string) {
        throw new Error('sets cookies');
      },
    },
    navigator: { sendBeacon: beacon ?? take },
    location: { href: 'https://www.example.com/a?mail=x', origin: 'https://www.example.com', pathname: '/a' },
    localStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => storage.set(key, value),
      removeItem: (key: string) => storage.delete(key),
    },
    crypto: { getRandomValues: (bytes: Uint8Array) => bytes.fill(7) },
    addEventListener: listen,
    setTimeout: (run: () => void) => timers.push(run),
    fetch: async (address: string, request?: { body: string }) => {
      if (request) return take(address, request.body);
      asked.push(address);
      return { json: async () => rules };
    },
    leitwerk: undefined as unknown,
  };
  runInNewContext(text, {
    window,
    URL,
    Uint8Array,
    Array,
    Element,
    HTMLFormElement: Element,
    Date,
    JSON,
    String,
  });
  const leitwerk = window.leitwerk as {
    (type: string, more?: object): void;
    consent(of: string): void;
    visitorId(): string;
    segments(): Promise<string[]>;
  };
  const leave = () => {
    window.document.visibilityState = 'hidden';
    heard.get('visibilitychange')?.({});
    return sent.flatMap(({ acts }) => acts);
  };
  return { leitwerk, leave, sent, asked, root, storage, heard, timers };
}
beforeEach(() => {
  page = load();
});

describe('the script that a site embeds', () => {
  it('is at most 3 kB and loads nothing', () => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3072);
    expect(text).not.toMatch(/\bimport\b|require\(/);
  });

  it('tells the page view in what the API takes, without query, when the page is left', () => {
    const [act] = page.leave();
    expect(page.sent[0]?.address).toBe('https://leads.example/v1/events');
    expect(SeenBody.parse(act)).toEqual({
      type: 'page-view',
      at: expect.any(String),
      url: 'https://www.example.com/a',
    });
  });

  it('keeps and tells nothing by which somebody is known before a consent, and sets no cookie', () => {
    page.leitwerk('white-paper');
    expect(page.leave().every((act) => !('visitorId' in act) && !('consent' in act))).toBe(true);
    expect([page.storage.size, page.leitwerk.visitorId()]).toEqual([0, undefined]);
  });

  it('knows the browser again after a consent, and forgets it when that is taken back', () => {
    page.leitwerk.consent('cmp-7');
    const next = load(page.storage);
    const [act] = next.leave();
    expect(SeenBody.parse(act)).toMatchObject({ visitorId: '07'.repeat(16), consent: 'cmp-7' });
    next.leitwerk.consent('');
    expect([next.storage.size, next.leitwerk.visitorId()]).toEqual([0, undefined]);
  });

  it('tells of nobody any more what is not told yet when the consent is taken back', () => {
    page.leitwerk.consent('cmp-7');
    page.leitwerk('white-paper');
    page.leitwerk.consent('');
    const acts = page.leave();
    expect(acts.map(({ type }) => type)).toEqual(['page-view', 'white-paper']);
    expect(acts.some((act) => 'visitorId' in act || 'consent' in act)).toBe(false);
  });

  it('tells clicks on what is marked, and puts the browser’s id into forms that go to us, after a consent', () => {
    const form = new Element();
    const elsewhere = Object.assign(new Element(), { action: 'https://other.example/' });
    page.heard.get('click')?.({ target: new Element() });
    page.heard.get('submit')?.({ target: form });
    expect(form.fields).toEqual([]);
    page.leitwerk.consent('cmp-7');
    for (const target of [form, elsewhere]) page.heard.get('submit')?.({ target });
    expect([form.fields, elsewhere.fields]).toMatchObject([
      [{ name: 'visitorId', value: '07'.repeat(16) }],
      [],
    ]);
    expect(page.leave().map(({ type }) => type)).toEqual(['page-view', 'white-paper']);
  });

  it('sends twenty at once, the rest after five seconds, and by fetch where a beacon is refused', () => {
    for (let n = 0; n < 20; n++) page.leitwerk('visit');
    expect(page.sent.map(({ acts }) => acts.length)).toEqual([20]);
    page.timers.at(-1)?.();
    expect(page.sent.map(({ acts }) => acts.length)).toEqual([20, 1]);
    const refused = load(new Map(), () => false);
    expect(refused.leave()).toHaveLength(1);
  });

  it('tells pages the segments of its browser by what was done in it since the consent, and nobody else (R118)', async () => {
    page.leitwerk('pricing');
    expect([await page.leitwerk.segments(), page.asked]).toEqual([[], []]);
    page.leitwerk.consent('cmp-7');
    expect(await page.leitwerk.segments()).toEqual([]);
    page.leitwerk('pricing');
    expect(await page.leitwerk.segments()).toEqual(['prices']);
    expect(page.root.dataset.leitwerk).toBe('prices');
    for (const _ of [1, 2]) load(page.storage);
    const third = load(page.storage);
    expect(await third.leitwerk.segments()).toEqual(['prices', 'returning']);
    expect(third.asked).toEqual(['https://leads.example/v1/segments']);
    const old = [['pricing', '/', Date.now() - 31 * 86_400_000]];
    third.storage.set('leitwerk-done', JSON.stringify(old));
    expect(await third.leitwerk.segments()).toEqual([]);
    third.leitwerk.consent('');
    expect([await third.leitwerk.segments(), third.storage.size]).toEqual([[], 0]);
  });
});
