import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isHoliday } from 'feiertagejs';
import { unpermitted } from '../security/in-cloud.ts';

const DAY_MS = 86_400_000;
/** Days after the start in which a journey may take place. */
const JOURNEY_DAYS = 7;

/** The next Tuesday, 10:00 in Berlin, with no public holiday in any German state in the week that it begins. */
function workday(now = new Date()): string {
  for (let ahead = 1; ; ahead++) {
    const day = new Date(now.getTime() + ahead * DAY_MS);
    if (day.getUTCDay() !== 2) continue;
    const week = Array.from({ length: JOURNEY_DAYS }, (_, i) => new Date(day.getTime() + i * DAY_MS));
    if (week.some((date) => isHoliday(date, 'ALL'))) continue;
    const hour = /\+02/.test(offset(day)) ? '08' : '09';
    return `${day.toISOString().slice(0, 10)}T${hour}:00:00.000Z`;
  }
}

const offset = (at: Date): string =>
  new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', timeZoneName: 'longOffset' }).format(at);

/** Time that the first start may take: it synthesises the templates. */
const READY_MS = 120_000;

interface Answer {
  status: number;
  headers: Headers;
  text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  json: any;
}

/** The running local cloud, driven through the contract only. */
export interface LocalCloud {
  base: string;
  data: string;
  pid: number;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  settle(): Promise<void>;
  advance(duration: string): Promise<void>;
  // biome-ignore lint/suspicious/noExplicitAny: see above
  lead(id: string): Promise<any>;
  mails(
    to?: string,
  ): Promise<{ n: number; to: string; subject: string; sentAt: string; tags: Record<string, string> }[]>;
  mail(n: number): Promise<string>;
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Ends it and forgets its data. Throws where a function did what its policy does not permit. */
  stop(): Promise<void>;
}

/** Starts the local cloud on a free port with data of its own, on a working Tuesday at 10:00. */
export async function startLocalCloud(options: { data?: string } = {}): Promise<LocalCloud> {
  const data = options.data ?? mkdtempSync(join(tmpdir(), 'leitwerk-journey-'));
  const port = await freePort();
  const child = spawn(process.execPath, ['infra/local/start.ts'], {
    env: { ...process.env, PORT: String(port), LEITWERK_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const base = `http://127.0.0.1:${port}`;
  await ready(child);
  const cloud = connect(base, data, child);
  if (!options.data) await cloud.call('POST', '/_local/clock', { to: workday() });
  return cloud;
}

function connect(base: string, data: string, child: ChildProcess): LocalCloud {
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const cloud: LocalCloud = {
    base,
    data,
    pid: child.pid ?? 0,
    async call(method, path, body, headers = {}) {
      const staff =
        /^\/v1\/(leads\/|inquiries|reviews)/.test(path) || (method === 'GET' && path.startsWith('/v1/leads'));
      const plain = typeof body === 'string' || body instanceof URLSearchParams || body instanceof FormData;
      const response = await fetch(base + path, {
        method,
        redirect: 'manual',
        headers: {
          ...(staff
            ? { authorization: `Bearer ${readFileSync(join(data, 'staff-token'), 'utf8').trim()}` }
            : {}),
          ...(body === undefined || plain ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: plain ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: parsed(text) };
    },
    async settle() {
      const answer = await cloud.call('POST', '/_local/settle');
      if (answer.status !== 200) throw new Error(`did not settle: ${answer.text}`);
    },
    async advance(duration) {
      const answer = await cloud.call('POST', '/_local/clock', { advance: duration });
      if (answer.status !== 200) throw new Error(`clock: ${answer.status} ${answer.text}`);
    },
    lead: async (id) => (await cloud.call('GET', `/v1/leads/${id}`)).json,
    mails: async (to) =>
      (await cloud.call('GET', `/_local/mail${to ? `?to=${encodeURIComponent(to)}` : ''}`)).json,
    mail: async (n) => (await cloud.call('GET', `/_local/mail/${n}`)).text,
    async kill(signal) {
      child.kill(signal);
      await exited;
    },
    async stop() {
      const forbidden = child.exitCode === null && child.signalCode === null ? await unpermitted(base) : [];
      await cloud.kill('SIGTERM');
      rmSync(data, { recursive: true, force: true });
      if (forbidden.length > 0) throw new Error(`done without permission: ${forbidden.join(', ')}`);
    },
  };
  return cloud;
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => reject(new Error(`not ready: ${said.slice(-800)}`)), READY_MS);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes('ready http')) return;
      clearTimeout(late);
      resolve();
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => reject(new Error(`ended with ${code}: ${said.slice(-800)}`)));
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

let counter = 0;

/** A person who wants to buy now: decider, near date, large volume, concrete need. Each call is somebody else. */
export function hotInquiry(over: Record<string, unknown> = {}): Record<string, unknown> {
  counter++;
  return {
    ...person(counter),
    email: `hanna.${letters(counter)}@werk-${letters(counter)}.example`,
    company: `Werk ${letters(counter)} GmbH`,
    country: 'DE',
    postcode: '20095',
    city: 'Hamburg',
    message: 'Bitte senden Sie uns ein Angebot über 30 Plätze.',
    timeframe: '1 month',
    budget: 80_000,
    orderVolume: 80_000,
    authority: 'decider',
    need: 'concrete',
    industry: 'IT',
    employees: 220,
    product: 'demo',
    ...over,
  };
}

const FIRST =
  'Hanna Bruno Clara Dieter Elif Fabian Gesine Holger Ines Jonas Katja Lorenz Mira Nils Olga Paul'.split(' ');
const LAST =
  'Reinhardt Bosch Cramer Dombrowski Eichinger Falk Gutzeit Hoyer Iven Jablonski Kuhn Lindner Mohr Nagel Opitz Pfau'.split(
    ' ',
  );

/** Other people by name, as long as there are not too many: nobody is taken for somebody else. */
function person(place: number): { firstName: string; lastName: string } {
  const row = Math.floor(place / FIRST.length);
  return {
    firstName: FIRST[place % FIRST.length] ?? '',
    lastName: `${LAST[(place + row) % LAST.length]}${row < LAST.length ? '' : letters(row)}`,
  };
}

/** Somebody who only looks around. */
export const coldInquiry = (over: Record<string, unknown> = {}): Record<string, unknown> =>
  hotInquiry({
    timeframe: '12 months',
    budget: 500,
    orderVolume: 500,
    need: 'general',
    authority: 'user',
    message: 'Bitte Infomaterial zusenden.',
    ...over,
  });

function letters(n: number): string {
  return [...String(n)].map((digit) => 'abcdefghij'.charAt(Number(digit))).join('');
}
