/**
 * The script of the capture page. It is served as text and runs in the browser, so it uses nothing from outside of itself.
 * What is captured goes into the browser's own store first and from there to the server, now or once there is a network:
 * with the time at which it was captured, and a key by which it counts once however often it is sent.
 */
export function captureApp(): void {
  type Item = { key: string; body: Record<string, string>; wrong?: string };
  const form = document.querySelector<HTMLFormElement>('form[data-capture]');
  if (!form) return;
  const words = form.dataset;
  const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`);
  const DEBOUNCE_MS = 400;
  const RETRY_MS = 15_000;
  /** What stays for the next person at the same stand. */
  const KEPT = ['channel', 'campaign', 'formToken'];
  /** What is being corrected on the form: it stays kept until its correction is. */
  let correcting: Item | undefined;
  let busy = false;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  function opened(): Promise<IDBDatabase> {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open('leitwerk-capture', 1);
      request.onupgradeneeded = () => request.result.createObjectStore('unsent', { keyPath: 'key' });
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function stored<T>(
    mode: IDBTransactionMode,
    work: (items: IDBObjectStore) => IDBRequest<T>,
  ): Promise<T> {
    const database = await opened();
    return new Promise((resolve, reject) => {
      const transaction = database.transaction('unsent', mode);
      const request = work(transaction.objectStore('unsent'));
      transaction.oncomplete = () => {
        database.close();
        resolve(request.result);
      };
      transaction.onerror = () => reject(transaction.error);
    });
  }

  const unsent = (): Promise<Item[]> => stored('readonly', (items) => items.getAll());
  const keep = (item: Item) => stored('readwrite', (items) => items.put(item));
  const forget = (key: string) => stored('readwrite', (items) => items.delete(key));

  function say(text: string | undefined): void {
    const place = part('said');
    if (place) place.textContent = text ?? '';
  }

  async function show(): Promise<void> {
    const items = await unsent();
    const count = part('unsent');
    if (count) count.textContent = String(items.length);
    part('wrong')?.replaceChildren(...items.filter(({ wrong }) => wrong).map(wrongLine));
  }

  /** What the server refused, to be loaded into the form again. */
  function wrongLine(item: Item): HTMLElement {
    const line = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.textContent = words.correct ?? '';
    button.onclick = () => {
      correcting = item;
      form?.reset();
      for (const [name, value] of Object.entries(item.body)) {
        const field = form?.elements.namedItem(name);
        if (field && 'value' in field) field.value = value;
      }
      ofPerson()[0]?.focus();
    };
    line.append(`${item.body.lastName ?? item.body.company ?? ''} – ${item.wrong} `, button);
    return line;
  }

  async function send({ key, body }: Item): Promise<Response | null> {
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json',
      'idempotency-key': key,
    };
    try {
      return await fetch('/capture', { method: 'POST', headers, body: JSON.stringify(body) });
    } catch {
      return null;
    }
  }

  /** @returns whether to go on with the next */
  async function sendOne(item: Item): Promise<boolean> {
    const answer = await send(item);
    if (!answer) say(words.offline);
    else if (answer.status === 202) {
      await forget(item.key);
      say(words.sent);
      return true;
    } else if (answer.status === 401 || answer.status === 403) say(words.signin);
    else if (answer.status === 400 || answer.status === 422) {
      const { errors = [], detail = '' } = await answer.json();
      await keep({
        ...item,
        wrong: errors.map(({ message }: { message: string }) => message).join(' ') || detail,
      });
      say(words.refused);
      return true;
    } else say(words.later);
    return false;
  }

  async function sync(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      for (const item of await unsent()) if (!item.wrong && !(await sendOne(item))) break;
    } finally {
      busy = false;
      await show();
    }
  }

  /** The fields that are empty again for the next person, in the order of the page. */
  function ofPerson(): HTMLInputElement[] {
    const fields = form?.querySelectorAll<HTMLInputElement>('input:not([type=hidden]),textarea,select') ?? [];
    return [...fields].filter(({ name }) => !KEPT.includes(name));
  }

  function showKnown(lines: HTMLElement[]): void {
    part('known')?.replaceChildren(...lines);
    part('people')?.toggleAttribute('hidden', lines.length === 0);
  }

  async function submitted(): Promise<void> {
    if (!form) return;
    const body: Record<string, string> = {};
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string' && value.trim() && name !== 'formToken') body[name] = value.trim();
    const corrected = correcting;
    correcting = undefined;
    body.capturedAt = corrected?.body.capturedAt ?? new Date().toISOString();
    await keep({ key: crypto.randomUUID(), body });
    if (corrected) await forget(corrected.key);
    say(words.kept);
    for (const field of ofPerson()) field.value = '';
    ofPerson()[0]?.focus();
    showKnown([]);
    await show();
    await sync();
  }

  /** Leads that may be the same person: by address, else by name. In a body, so that no address of a request names anybody. */
  async function lookUp(): Promise<void> {
    const value = (name: string) =>
      form?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value.trim() ?? '';
    const text = [value('email'), value('lastName')].find((typed) => typed.length > 2) ?? '';
    if (!text) return showKnown([]);
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text }),
    };
    const answer = await fetch('/v1/leads/search', request).catch(() => null);
    if (!answer?.ok) return;
    const { leads } = await answer.json();
    showKnown(leads.slice(0, 5).map(knownLine));
  }

  function knownLine(lead: { id: string; state: string; facts: Record<string, string> }): HTMLElement {
    const line = document.createElement('li');
    const link = document.createElement('a');
    link.href = `/console/leads/${lead.id}`;
    link.target = '_blank';
    const { name, company, city } = lead.facts;
    link.textContent = [name, company, city].filter(Boolean).join(', ') || lead.id;
    line.append(link);
    return line;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void submitted();
  });
  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void lookUp(), DEBOUNCE_MS);
  });
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  addEventListener('online', () => void sync());
  setInterval(() => void sync(), RETRY_MS);
  part('status')?.removeAttribute('hidden');
  void navigator.serviceWorker?.register('/capture/worker.js', { scope: '/capture' });
  void sync();
}
