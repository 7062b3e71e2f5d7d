import { randomUUID } from 'node:crypto';

const XMLNS = 'http://ses.amazonaws.com/doc/2010-12-01/';

/** The members of a list parameter of the AWS query protocol: `Destinations.member.1`, `.2`, … in order. */
export function listParameter(form: URLSearchParams, name: string): string[] {
  const values: string[] = [];
  for (let i = 1; ; i += 1) {
    const value = form.get(`${name}.member.${i}`);
    if (value === null) return values;
    values.push(value);
  }
}

/** The message tags of a request, `Tags.member.N.Name` and `.Value`. */
export function tagParameters(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {};
  for (let i = 1; ; i += 1) {
    const name = form.get(`Tags.member.${i}.Name`);
    if (name === null) return tags;
    tags[name] = form.get(`Tags.member.${i}.Value`) ?? '';
  }
}

type Value = string | number | boolean;

/** Fields of a result: a list becomes `member` elements, a map `entry` elements with `key` and `value`. */
export type Fields = { [name: string]: Value | Fields | string[] | Map<string, Fields> };

/** The XML answer of an action; every field becomes one element of its result. */
export function xmlResult(action: string, fields: Fields): string {
  const result = `<${action}Result>${elements(fields)}</${action}Result>`;
  return `<${action}Response xmlns="${XMLNS}">${result}${metadata()}</${action}Response>`;
}

/** The XML of a refusal, in the form the SDK turns into an exception named `code`. */
export function xmlError(code: string, message: string): string {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>`;
  return `<ErrorResponse xmlns="${XMLNS}">${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`;
}

function elements(fields: Fields): string {
  return Object.entries(fields)
    .map(([name, value]) => `<${name}>${content(value)}</${name}>`)
    .join('');
}

function content(value: Fields[string]): string {
  if (Array.isArray(value)) return value.map((member) => `<member>${escapeXml(member)}</member>`).join('');
  if (value instanceof Map)
    return [...value].map(([key, fields]) => `<entry>${elements({ key, value: fields })}</entry>`).join('');
  return typeof value === 'object' ? elements(value) : escapeXml(String(value));
}

function metadata(): string {
  return `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
