/**
 * The script of the capture page. It is served as text and runs in the browser, so it uses nothing from outside of itself.
 * What is captured goes into the browser's own store first and from there to the server, now or once there is a network:
 * with the time at which it was captured, and a key by which it counts once however often it is sent.
 */
export function captureApp(): void {
  type Item = { key: string; body: Record<string, string>; scans?: File[]; wrong?: string };
  const form = document.querySelector<HTMLFormElement>('form[data-capture]');
  if (!form) return;
  const words = form.dataset;
  const part = (name: string) => document.querySelector<HTMLElement>(`[data-part="${name}"]`);
  const DEBOUNCE_MS = 400;
  const RETRY_MS = 15_000;
  /** What a function may be sent, less the fields around it (bytes). */
  const MOST_BYTES = 4 * 1024 * 1024;
  /** A tab that the device has put to sleep while it sends holds up the others no longer: what is sent twice counts once. */
  const TURN_MS = 30_000;
  /** A photo is no longer than this on its long side (pixels): a sheet stays readable, and a phone's camera fits. */
  const LONGEST_SIDE = 2000;
  /** What stays for the next person at the same stand. */
  const KEPT = ['channel', 'campaign', 'formToken'];
  /** What is being corrected on the form: it stays kept until its correction is. */
  let correcting: Item | undefined;
  let busy = false;
  /** Somebody pressed twice: what is being kept is kept once. */
  let keeping = false;
  /** Answers of a server in trouble in a row, after which the rest waits: one item that it cannot take holds up no other. */
  const MOST_FAILURES = 3;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  /** By which tabs tell each other that what is kept has changed. */
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('leitwerk-capture') : undefined;

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
  const still = (key: string): Promise<Item | undefined> => stored('readonly', (items) => items.get(key));
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

  async function changed(): Promise<void> {
    tabs?.postMessage('');
    await show();
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
        // A choice that the rules took away in the meantime is still what was said.
        if (field instanceof HTMLSelectElement && ![...field.options].some((each) => each.value === value))
          field.add(new Option(value, value));
        if (field && 'value' in field) field.value = value;
      }
      ofPerson()[0]?.focus();
    };
    line.append(`${item.body.lastName ?? item.body.company ?? ''} – ${item.wrong} `, button);
    return line;
  }

  /** With scans it is a form of several parts; without them, JSON. */
  async function send({ key, body, scans = [] }: Item): Promise<Response | null> {
    const headers: Record<string, string> = {
      accept: 'application/json',
      'idempotency-key': key,
      // By which the server knows how wrong the clock of this device is.
      'x-sent-at': new Date().toISOString(),
    };
    const parts = new FormData();
    for (const [name, value] of Object.entries(body)) parts.append(name, value);
    for (const scan of scans) parts.append('scan', scan);
    if (scans.length === 0) headers['content-type'] = 'application/json';
    try {
      return await fetch('/capture', {
        method: 'POST',
        headers,
        body: scans.length === 0 ? JSON.stringify(body) : parts,
      });
    } catch {
      return null;
    }
  }

  const sizeOf = (scans: readonly File[]) => scans.reduce((sum, { size }) => sum + size, 0);

  /** The photos made smaller where they are too large together; what is no picture stays as it is. */
  async function fitting(scans: readonly File[]): Promise<File[]> {
    if (sizeOf(scans) <= MOST_BYTES) return [...scans];
    return Promise.all(scans.map((scan) => smaller(scan).catch(() => scan)));
  }

  async function smaller(scan: File): Promise<File> {
    if (!scan.type.startsWith('image/')) return scan;
    const picture = await createImageBitmap(scan);
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.8));
    return made && made.size < scan.size
      ? new File([made], `${scan.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' })
      : scan;
  }

  /** One tab sends at a time, where browsers can say whose turn it is. */
  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const { locks } = navigator;
    if (!locks) return work();
    const signal = AbortSignal.timeout(TURN_MS);
    return locks.request('leitwerk-capture', { signal }, work).catch((fault) => {
      if (fault !== signal.reason) throw fault;
      return work();
    });
  }

  /** @returns how it went: `stop` where no other can be sent either */
  async function sendOne(key: string): Promise<'done' | 'stop' | 'failed'> {
    const item = await still(key);
    // Another tab was faster.
    if (!item || item.wrong) return 'done';
    const answer = await send(item);
    if (!answer) say(words.offline);
    else if (answer.status === 202) {
      await forget(item.key);
      say(words.sent);
      return 'done';
    } else if (answer.status === 401 || answer.status === 403) say(words.signin);
    else if ([400, 413, 415, 422].includes(answer.status)) {
      const { errors = [], detail = '' } = await answer.json();
      await keep({
        ...item,
        wrong: errors.map(({ message }: { message: string }) => message).join(' ') || detail,
      });
      say(words.refused);
      return 'done';
    } else {
      say(words.later);
      return 'failed';
    }
    return 'stop';
  }

  async function sync(): Promise<void> {
    if (busy) return;
    busy = true;
    try {
      let failures = 0;
      for (const item of await unsent()) {
        if (item.wrong) continue;
        const outcome = await inTurn(() => sendOne(item.key));
        failures = outcome === 'failed' ? failures + 1 : 0;
        if (outcome === 'stop' || failures === MOST_FAILURES) break;
      }
    } finally {
      busy = false;
      await changed();
    }
  }

  /** The fields that are empty again for the next person, in the order of the page. */
  function ofPerson(): HTMLInputElement[] {
    const fields = form?.querySelectorAll<HTMLInputElement>('input:not([type=hidden]),textarea,select') ?? [];
    return [...fields].filter(({ name }) => !KEPT.includes(name));
  }

  const scanField = () => form?.querySelector<HTMLInputElement>('input[type=file]');

  function showKnown(lines: HTMLElement[]): void {
    part('known')?.replaceChildren(...lines);
    part('people')?.toggleAttribute('hidden', lines.length === 0);
  }

  async function submitted(): Promise<void> {
    if (keeping) return;
    keeping = true;
    const kept = await keepForm().catch(() => {
      say(words.unkept);
      return false;
    });
    keeping = false;
    if (kept) await sync();
  }

  /** @returns whether what is on the form was kept */
  async function keepForm(): Promise<boolean> {
    // Pressed once more on a form that is empty again: there is nobody to keep.
    if (ofPerson().every(({ value }) => !value.trim())) return false;
    const body: Record<string, string> = {};
    // What has no field any more, because the rules changed in the meantime, was said all the same.
    for (const [name, value] of Object.entries(correcting?.body ?? {}))
      if (!form?.elements.namedItem(name)) body[name] = value;
    for (const [name, value] of new FormData(form ?? undefined))
      if (typeof value === 'string' && value.trim() && name !== 'formToken') body[name] = value.trim();
    const chosen = await fitting([...(scanField()?.files ?? [])]);
    if (sizeOf(chosen) > MOST_BYTES) {
      say(words.large);
      return false;
    }
    const corrected = correcting;
    // What was attached before stays, unless something else was chosen for the correction.
    const scans = chosen.length > 0 ? chosen : (corrected?.scans ?? []);
    body.capturedAt = corrected?.body.capturedAt ?? new Date().toISOString();
    await keep({ key: crypto.randomUUID(), body, ...(scans.length > 0 ? { scans } : {}) });
    correcting = undefined;
    if (corrected) await forget(corrected.key);
    say(words.kept);
    for (const field of ofPerson()) field.value = '';
    ofPerson()[0]?.focus();
    showKnown([]);
    await changed();
    return true;
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
  tabs?.addEventListener('message', () => void show());
  setInterval(() => void sync(), RETRY_MS);
  part('status')?.removeAttribute('hidden');
  void navigator.serviceWorker?.register('/capture/worker.js', { scope: '/capture' });
  void sync();
}
