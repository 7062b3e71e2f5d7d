import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { filesIn } from '../../../cli/intake/files-in.ts';
import type { Tried } from '../../../cli/intake/tried.ts';
import { tryFile } from '../../../cli/intake/try-file.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import { figuresApart } from './apart.ts';
import type { Figure } from './figure.ts';

const context = {
  intake: defaultDocument('intake').document,
  now: new Date().toISOString(),
  language: 'en' as const,
};

/** What at least two of three parsers say of a mail; a text only where it has a plain one, cut at 4,000 characters. */
const Consensus = z.record(
  z.string(),
  z.object({ from: z.string().optional(), subject: z.string().optional(), text: z.string().optional() }),
);
const CONSENSUS_TEXT = 4000;
/** Groups in which no mail was written by a person who waits; a name that says so is no bounce. */
const AUTOMATIC = /^(?:bounce|autoreply)\/(?!.*is-not-bounce)/;

/** Mails: what is said of them against the agreement of three parsers, and what becomes of automatic ones. */
export async function mailFigures(folder: string): Promise<Figure[]> {
  const files = filesIn(folder).filter((file) => file.endsWith('.eml'));
  const tried = new Map<string, Tried>();
  let crashes = 0;
  const start = performance.now();
  for (const file of files) {
    const [item] = await tryFile(file, context);
    if (item) tried.set(file.slice(folder.length + 1), item);
    else crashes += 1;
  }
  const perMail = (performance.now() - start) / files.length;
  const agreed = Object.entries(Consensus.parse(json(join(folder, 'consensus.json'))));
  const share = (of: 'from' | 'subject' | 'text'): number => {
    const asked = agreed.flatMap(([file, said]) => {
      const item = tried.get(file);
      const expected = plain(said[of]).slice(0, CONSENSUS_TEXT - 10);
      if (!item || said[of] === undefined || (of === 'text' && expected === '')) return [];
      return [plain(item[of]).slice(0, expected.length) === expected];
    });
    return asked.filter(Boolean).length / asked.length;
  };
  const automatic = [...tried].filter(([file]) => AUTOMATIC.test(file));
  const mistaken = automatic.filter(([, { outcome }]) => outcome === 'lead' || outcome === 'reply').length;
  return [
    { what: 'mails without an answer', value: crashes, most: 0, gate: true, note: `${files.length} mails` },
    { what: 'sender as the consensus', value: share('from'), least: 0.99, gate: true },
    { what: 'subject as the consensus', value: share('subject'), least: 0.99, gate: true },
    { what: 'text as the consensus', value: share('text'), least: 0.95, gate: true },
    {
      what: 'bounces and auto-replies that became leads',
      value: mistaken,
      most: 0,
      gate: true,
      note: `${automatic.length} mails`,
    },
    { what: 'ADF fields as expected', value: await adfShare(join(folder, 'adf')), least: 1, gate: true },
    { what: 'ms per mail', value: perMail, gate: false },
    ...figuresApart('worst-mail-run.ts'),
  ];
}

/** Bodies of form and ad tools: each field that is expected of them. */
export async function webformFigures(folder: string): Promise<Figure[]> {
  const bodies = z
    .record(z.string(), z.object({ expect: z.record(z.string(), z.unknown()) }))
    .parse(json(join(folder, 'expected.json')));
  let fields = 0;
  const missed: string[] = [];
  for (const [file, { expect }] of Object.entries(bodies)) {
    const items = await tryFile(join(folder, file), context);
    for (const [name, value] of Object.entries(expect)) {
      fields += 1;
      if (!meets(items, name, value)) missed.push(`${file} ${name}`);
    }
  }
  return [
    {
      what: 'fields as expected',
      value: (fields - missed.length) / fields,
      least: 1,
      gate: true,
      note:
        missed.length > 0 ? missed.join(', ') : `${fields} fields of ${Object.keys(bodies).length} bodies`,
    },
  ];
}

/** What the expectations call a field, where we call it otherwise. */
const OURS: Record<string, string> = { external_id: 'externalId', title: 'jobTitle' };

function meets(items: readonly Tried[], name: string, expected: unknown): boolean {
  const [first] = items;
  if (!first) return false;
  const { lead } = first;
  const text = String(expected);
  if (name === 'leads') return items.length === expected;
  if (name === 'external_ids')
    return Array.isArray(expected) && expected.every((id, i) => items[i]?.lead.externalId === id);
  if (name === 'needs_retrieval') return first.reason === 'needs-retrieval';
  if (name === 'is_test') return first.reason === 'test-lead' && first.outcome === 'ignored';
  if (name === 'custom')
    return Object.keys(z.record(z.string(), z.unknown()).parse(lead.extra)).length === expected;
  if (name === 'hidden')
    return Object.entries(z.record(z.string(), z.unknown()).parse(expected)).every(
      ([key, value]) => z.record(z.string(), z.unknown()).parse(lead.extra)[key] === value,
    );
  if (name === 'message_contains') return plain(lead.message).includes(text);
  // Numbers are stored in E.164, which may put a dialling code before what was typed.
  if (name === 'phone') return digits(lead.phone).endsWith(digits(text));
  const [start = ''] = text.split('...');
  return plain(lead[OURS[name] ?? name])
    .toLowerCase()
    .startsWith(start.toLowerCase());
}

async function adfShare(folder: string): Promise<number> {
  const expected = z
    .record(z.string(), z.record(z.string(), z.string()))
    .parse(json(join(folder, 'expected.json')));
  const met: boolean[] = [];
  for (const [file, fields] of Object.entries(expected)) {
    const [item] = await tryFile(join(folder, file), context);
    const lead = item?.lead ?? {};
    const known = { ...z.record(z.string(), z.unknown()).parse(lead.extra ?? {}), ...lead };
    for (const [name, value] of Object.entries(fields))
      met.push(name === 'phone' ? digits(known.phone).endsWith(digits(value)) : plain(known[name]) === value);
  }
  return met.filter(Boolean).length / met.length;
}

function json(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

const plain = (text: unknown): string =>
  String(text ?? '')
    .replace(/\s+/g, ' ')
    .trim();
const digits = (text: unknown): string => String(text ?? '').replace(/\D/g, '');
