import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import * as z from 'zod';
import type { Sending } from './sending.ts';

const Accepted = z.object({ leadId: z.string(), outcome: z.enum(['created', 'merged', 'quarantined']) });
const Taken = z.object({ id: z.string() });
const InquiryView = z.object({ outcome: z.string(), leadId: z.string().nullish() });
const Manifest = z.object({ files: z.array(z.object({ key: z.string() })) });
const Mails = z.array(
  z.object({ n: z.number(), sentAt: z.string(), tags: z.record(z.string(), z.string()) }),
);

/** What became of a sending. */
export interface Outcome {
  readonly outcome: string;
  readonly leadId?: string | null | undefined;
}

/** A lead was given to an owner, who is told by mail. */
export interface Assignment {
  readonly leadId: string;
  /** ISO instant */
  readonly at: string;
  /** Path of the owner's page. */
  readonly link: string;
}

/** The running system as the world outside sees it: forms, mails, pages and the clock on the wall. */
export class Outside {
  readonly #base: string;
  readonly #token: string;
  #mailsRead = 0;
  #callers = 0;

  constructor(base: string, dataDir: string) {
    this.#base = base;
    this.#token = readFileSync(join(dataDir, 'staff-token'), 'utf8').trim();
  }

  /** Moves the clock; all that is due on the way is done afterwards. @param at ISO instant */
  async moveTo(at: string): Promise<void> {
    await this.#ask('POST', '/_local/clock', { json: { to: at } });
  }

  /** @returns how to learn what became of it once everything is worked off */
  async send(sending: Sending): Promise<() => Promise<Outcome>> {
    if (sending.by === 'form') {
      // Everybody sits at a network of their own: the limit per network is another story.
      const from = `10.${++this.#callers >> 8}.${this.#callers & 255}.1`;
      const answer = await this.#ask('POST', '/v1/leads', {
        json: sending.fields,
        headers: { 'x-forwarded-for': from },
      });
      const accepted = Accepted.parse(JSON.parse(answer));
      return async () => accepted;
    }
    const query = `to=vertrieb%40leitwerk.example${sending.spam ? '&spam=FAIL' : ''}`;
    const headers = { 'content-type': 'message/rfc822' };
    const answer = await this.#ask('POST', `/_local/email?${query}`, { text: sending.raw, headers });
    const { id } = Taken.parse(JSON.parse(answer));
    return async () => InquiryView.parse(JSON.parse(await this.#ask('GET', `/v1/inquiries/${id}`)));
  }

  /** What somebody at the console or on the phone does with a lead. */
  async actAsStaff(leadId: string, action: object): Promise<void> {
    await this.#ask('POST', `/v1/leads/${leadId}/actions`, { json: action });
  }

  /** What an owner does at the page behind the link. @returns false where the lead is somebody else's by now */
  async actAsOwner(link: string, action: Readonly<Record<string, unknown>>): Promise<boolean> {
    const response = await this.#fetch('POST', link, { json: action });
    if (response.ok) return true;
    if (response.status === 410 || response.status === 409) return false;
    throw new Error(`POST ${link}: ${response.status} ${await response.text()}`);
  }

  /** Assignments that owners were told of since the last call. */
  async assignments(): Promise<Assignment[]> {
    const mails = Mails.parse(JSON.parse(await this.#ask('GET', `/_local/mail?after=${this.#mailsRead}`)));
    this.#mailsRead = mails.at(-1)?.n ?? this.#mailsRead;
    const told = mails.filter(({ tags }) => tags.kind === 'assigned');
    return Promise.all(
      told.map(async ({ n, sentAt, tags }) => {
        const { text = '' } = await PostalMime.parse(await this.#ask('GET', `/_local/mail/${n}`));
        const [link] = /\/v1\/assignments\/[\w.-]+/.exec(text) ?? [];
        if (!link || !tags.leadId) throw new Error(`mail ${n} names no page of a lead`);
        return { leadId: tags.leadId, at: sentAt, link };
      }),
    );
  }

  /** The report of a day (`yyyy-mm-dd`): its files by name. */
  async report(day: string): Promise<Map<string, Buffer>> {
    const object = (key: string) => this.#bytes('GET', `/_local/objects/reports/${key}`);
    const { files } = Manifest.parse(JSON.parse((await object(`reports/${day}/manifest.json`)).toString()));
    const read = files.map(async ({ key }) => [key.split('/').at(-1) ?? key, await object(key)] as const);
    return new Map(await Promise.all(read));
  }

  async #ask(method: string, path: string, what: Asked = {}): Promise<string> {
    return (await this.#bytes(method, path, what)).toString('utf8');
  }

  async #bytes(method: string, path: string, what: Asked = {}): Promise<Buffer> {
    const response = await this.#fetch(method, path, what);
    const body = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${body.toString('utf8')}`);
    return body;
  }

  #fetch(method: string, path: string, { json, text, headers }: Asked): Promise<Response> {
    const body = json ? JSON.stringify(json) : text;
    return fetch(this.#base + path, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `Bearer ${this.#token}`,
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body }),
    });
  }
}

interface Asked {
  readonly json?: object;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}
