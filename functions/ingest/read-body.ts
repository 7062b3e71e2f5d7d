/** From the body of a request to its fields; whatever comes, it is a form, or a refusal with a status. */
import { isUtf8 } from 'node:buffer';
import type { Fields } from './rules/gather-fields.ts';
import { isHarmful, isPlainObject, type Plain, type PlainLimits, plainValue } from './rules/plain-values.ts';

/** Larger than any form with a message and a small attachment, smaller than an item of the table (contract: 413). */
const MAX_BODY_BYTES = 256 * 1024;
const MAX_FIELDS = 500;

export interface Upload {
  name: string;
  contentType: string;
  content: Uint8Array;
}

interface Unreadable {
  ok: false;
  status: 400 | 413 | 415;
  code: string;
  detail: string;
}
export type BodyRead = { ok: true; fields: Fields; uploads: Upload[] } | Unreadable;
/** A body of any shape. */
export type AnyRead = { ok: true; value: Plain; uploads: Upload[] } | Unreadable;

function refuse(status: 400 | 413 | 415, code: string, detail: string): Unreadable {
  return { ok: false, status, code, detail };
}

const UNREADABLE = refuse(400, 'unreadable', 'The body is not what its content type says.');
const TOO_MANY = refuse(400, 'too-complex', `A form may have ${MAX_FIELDS} fields.`);

/** @param contentType header of the request, with parameters */
export async function readBody(body: Buffer, contentType: string): Promise<BodyRead> {
  if (body.length > MAX_BODY_BYTES)
    return refuse(413, 'too-large', `A body may have ${MAX_BODY_BYTES} bytes.`);
  const read = await readAny(body, contentType);
  if (!read.ok) return read;
  if (!isPlainObject(read.value)) return refuse(400, 'no-object', 'The body must be one object with fields.');
  return { ok: true, fields: read.value, uploads: read.uploads };
}

/** Reads a body of any shape: programs also send lists. @param limits of JSON, where those of a form are too narrow */
export async function readAny(body: Buffer, contentType: string, limits?: PlainLimits): Promise<AnyRead> {
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  const charset = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  if (type === 'application/json' || type?.endsWith('+json')) return readJson(body, charset, limits);
  if (type === 'application/x-www-form-urlencoded') return readUrlencoded(body, charset);
  if (type === 'multipart/form-data') return readMultipart(body, contentType);
  return refuse(
    415,
    'unknown-type',
    'Send application/json, application/x-www-form-urlencoded or multipart/form-data.',
  );
}

function readJson(body: Buffer, charset: string, limits?: PlainLimits): AnyRead {
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(body);
    return checked(JSON.parse(text, exactNumber), [], limits);
  } catch {
    return UNREADABLE;
  }
}

/** Ids of advertising networks are longer than a JSON number holds: those stay as they were written. */
function exactNumber(_key: string, value: unknown, written?: { source?: string }): unknown {
  const lost = typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
  return lost && /^-?\d+$/.test(written?.source ?? '') ? written?.source : value;
}

function checked(value: unknown, uploads: Upload[], limits?: PlainLimits): AnyRead {
  const plain = plainValue(value, limits);
  if (!plain) return refuse(400, 'too-complex', 'The body is nested too deeply or has too many values.');
  return { ok: true, value: plain.value, uploads };
}

/** Percent-encoded bytes are UTF-8, or what old pages in German send: Windows-1252. */
function readUrlencoded(body: Buffer, charset: string): AnyRead {
  const pairs = body.toString('latin1').split('&').filter(Boolean);
  if (pairs.length > MAX_FIELDS) return TOO_MANY;
  const entries = pairs.map((pair): [string, Plain] => {
    const at = pair.includes('=') ? pair.indexOf('=') : pair.length;
    return [decodePart(pair.slice(0, at), charset), decodePart(pair.slice(at + 1), charset)];
  });
  return checked(nested(entries), []);
}

function decodePart(part: string, charset: string): string {
  const bytes = Buffer.from(
    part
      .replaceAll('+', ' ')
      .replace(/%([\da-f]{2})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16))),
    'latin1',
  );
  if (/^utf-?8$/i.test(charset) && isUtf8(bytes)) return bytes.toString('utf8');
  return new TextDecoder('windows-1252').decode(bytes);
}

async function readMultipart(body: Buffer, contentType: string): Promise<AnyRead> {
  try {
    const form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType },
    }).formData();
    const entries = [...form];
    if (entries.length > MAX_FIELDS) return TOO_MANY;
    const texts = entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string');
    const files = entries.map(([, value]) => value).filter((value) => typeof value !== 'string');
    const uploads = files
      .filter(({ size }) => size > 0)
      .map(async (file): Promise<Upload> => {
        return { name: file.name, contentType: file.type, content: new Uint8Array(await file.arrayBuffer()) };
      });
    return checked(nested(texts), await Promise.all(uploads));
  } catch {
    return UNREADABLE;
  }
}

/** `a[b]=1` is a field in a group, up to five deep, `a[]=1` and `a=1&a=2` are several values; other brackets mean nothing. */
function nested(entries: readonly [string, Plain][]): Fields {
  const fields: Fields = {};
  for (const [key, value] of entries) {
    const [, first = key, rest = ''] = /^([^[\]]+)((?:\[[^[\]]*\]){1,4})$/.exec(key) ?? [];
    const names = [first, ...rest.split(/[[\]]+/).filter(Boolean)];
    const last = names.pop() ?? key;
    if ([...names, last].some(isHarmful)) continue;
    const group = names.reduce<Fields | null>((inner, name) => inner && groupIn(inner, name), fields);
    if (group) add(group, last, value);
    else add(fields, key, value);
  }
  return fields;
}

/** The group of a name, made where nothing is; null where something else is. */
function groupIn(fields: Fields, name: string): Fields | null {
  if (!Object.hasOwn(fields, name)) fields[name] = {};
  const group = fields[name];
  return isPlainObject(group) ? group : null;
}

function add(to: Fields, key: string, value: Plain): void {
  const old = Object.hasOwn(to, key) ? to[key] : undefined;
  if (old === undefined) to[key] = value;
  else to[key] = Array.isArray(old) ? [...old, value] : [old, value];
}
