/** `POST /v1/imports`, `GET /v1/imports/{id}` and the pages of lists: who may, what is stated, how far it has come. */
import { newId } from '../../shared/domain/ids.ts';
import type { ListImport } from '../../shared/domain/list.ts';
import { type HttpAnswer, json, problem, redirect } from '../../shared/http/answer.ts';
import { ImportProgress } from '../../shared/http/api/imports.ts';
import { admit, Caller, isAnswer, type Role } from '../../shared/http/caller.ts';
import { html } from '../../shared/http/html.ts';
import type { Page } from '../../shared/http/page.ts';
import { type HttpRequest, preferredLanguage } from '../../shared/http/request.ts';
import { FORM_TOKEN, formToken, isOurForm } from '../../shared/http/session.ts';
import { toSignIn } from '../../shared/http/to-sign-in.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { ListImports } from '../../shared/ports/list-imports.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { prefixes } from '../../shared/wiring.ts';
import { HEAD_BYTES, newList, readHead } from './begin-list.ts';
import { importPage, importsPage, refusalPage } from './list-pages.ts';
import { readReport, reportCsv } from './list-report.ts';
import { readStatement, type StatementFault } from './list-statement.ts';
import { readAny } from './read-body.ts';
import { listFromJson } from './rules/list/from-json.ts';
import { withoutUtf16 } from './rules/list/utf-16.ts';
import { isPlainObject } from './rules/plain-values.ts';

export interface ListsAskedPorts {
  lists: ListImports;
  rules: ActiveRules;
  objects: Pick<Objects, 'get' | 'put'>;
  queue: Queue;
  secret: () => Promise<string>;
  now: Now;
}

/** Who brings lists: whoever answers for where their data come from. */
const ROLES: readonly Role[] = ['process-owner', 'marketing'];
/** What a function may be sent, less what surrounds it; as base64 a file takes a third more. */
const MAX_BYTES = 4 * 1024 * 1024;
const NEWEST = 20;
/** How the text looks that was read in the wrong encoding on the way. */
const LOST = '\uFFFD';

export async function answerLists(ports: ListsAskedPorts, request: HttpRequest): Promise<HttpAnswer> {
  if (request.path.startsWith('/console')) return answerPages(ports, request);
  const caller = admit(request, ROLES);
  if (isAnswer(caller)) return caller;
  return request.method === 'POST' ? upload(ports, request, caller) : report(ports, request);
}

async function upload(ports: ListsAskedPorts, request: HttpRequest, caller: Caller): Promise<HttpAnswer> {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'text/csv' && type !== 'application/octet-stream' && type !== 'application/json') {
    const detail = 'Send the list as text/csv, application/octet-stream or application/json.';
    return problem(415, { code: 'unknown-type', detail }, request.correlationId);
  }
  const body = type === 'application/json' ? listFromJson(request.body) : request.body;
  if (!body) {
    const detail = 'Send one flat object with a column for each name, or an array of such.';
    return problem(400, { code: 'unreadable', detail }, request.correlationId);
  }
  const begun = await begin(ports, request, { said: request.query, body, caller });
  if ('importId' in begun) return json(202, begun);
  const [first] = begun.faults;
  const detail = 'The list was not taken. Correct what is named and send it again.';
  return problem(
    begun.status,
    {
      code: first?.code ?? 'findings',
      detail: begun.status === 422 ? detail : (first?.message ?? detail),
      errors: begun.faults,
    },
    request.correlationId,
  );
}

type Begun = { importId: string } | { status: 400 | 413 | 422; faults: StatementFault[] };

async function begin(
  { lists, objects, queue, now }: ListsAskedPorts,
  { correlationId }: HttpRequest,
  {
    said,
    body,
    caller,
  }: { said: Readonly<Record<string, string | undefined>>; body: Buffer; caller: Caller },
): Promise<Begun> {
  const fault = (status: 400 | 413 | 422, code: string, message: string): Begun => {
    return { status, faults: [{ field: 'file', code, message }] };
  };
  if (body.length > MAX_BYTES)
    return fault(
      413,
      'too-large',
      `A list may have ${MAX_BYTES} bytes here. Larger ones are dropped into the bucket.`,
    );
  const read = readStatement(said);
  if (!read.ok) return { status: 422, faults: read.faults };
  const file = withoutUtf16(body);
  if (file.includes(LOST))
    return fault(
      400,
      'encoding-lost',
      'Send a list that is not UTF-8 as application/octet-stream: as text it loses its umlauts.',
    );
  const head = readHead(file.subarray(0, HEAD_BYTES), file.length <= HEAD_BYTES, read.statement);
  if ('code' in head) return fault(422, head.code, head.detail);
  const at = now();
  const id = newId('imp', at);
  const key = `${prefixes.imports}${id}/list.csv`;
  // The file first, so that a list that is known is always there.
  await objects.put(key, file, 'text/csv');
  const about = { id, statement: read.statement, by: `staff:${caller.subject}`, correlationId };
  await lists.begin(newList({ ...about, file: { key, size: file.length } }, at));
  await queue.send([{ body: { importId: id } }]);
  return { importId: id };
}

async function report(ports: ListsAskedPorts, request: HttpRequest): Promise<HttpAnswer> {
  const list = await ports.lists.load(request.params.id ?? '');
  if (!list)
    return problem(
      404,
      { code: 'unknown-import', detail: 'There is no such import.' },
      request.correlationId,
    );
  const from = Number(request.query.cursor ?? 0);
  const begins = Number.isSafeInteger(from) && from > 0 ? from : 0;
  const { rows, next } = await readReport(ports.objects, list.id, { from: begins, parts: list.done.parts });
  const csv = request.query.format === 'csv' || /^text\/csv\b/.test(request.headers.accept ?? '');
  if (!csv) return json(200, progressOf(list, rows, next));
  const more: Record<string, string> =
    next === undefined ? {} : { link: `</v1/imports/${list.id}?format=csv&cursor=${next}>; rel="next"` };
  return {
    ...json(200, ''),
    headers: {
      ...json(200, '').headers,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${list.id}.csv"`,
      ...more,
    },
    body: reportCsv(rows, begins === 0),
  };
}

function progressOf(
  list: ListImport,
  rows: ImportProgress['rows'],
  next: number | undefined,
): ImportProgress {
  const { id, done, file, columns, ...known } = list;
  return ImportProgress.parse({
    ...known,
    importId: id,
    columns,
    progress: { bytes: done.bytes, of: file.size },
    rows,
    ...(next === undefined ? {} : { cursor: String(next) }),
  });
}

async function answerPages(ports: ListsAskedPorts, request: HttpRequest): Promise<HttpAnswer> {
  const caller = Caller.safeParse(request.caller).data;
  const language = preferredLanguage(request.headers);
  if (!caller)
    return request.method === 'GET' ? toSignIn(request) : html(401, refusalPage(language, 'sign-in'));
  if (!ROLES.includes(caller.role)) return html(403, refusalPage(language, 'role'));
  const token = formToken(request, await ports.secret());
  if (request.method === 'POST') return uploadByForm(ports, request, { caller, token });
  const { id } = request.params;
  if (id === undefined) return html(200, await startPage(ports, { language, token, faults: [] }));
  const list = await ports.lists.load(id);
  if (!list) return html(404, refusalPage(language, 'unknown'));
  const { rows } = await readReport(ports.objects, id, { from: 0, parts: Math.min(1, list.done.parts) });
  const open = list.state === 'waiting' || list.state === 'running';
  return html(200, importPage(language, list, rows), open ? { refresh: '3' } : {});
}

async function uploadByForm(
  ports: ListsAskedPorts,
  request: HttpRequest,
  { caller, token }: { caller: Caller; token: string },
): Promise<HttpAnswer> {
  const language = preferredLanguage(request.headers);
  const read = await readAny(request.body, request.headers['content-type'] ?? '');
  const fields = read.ok && isPlainObject(read.value) ? read.value : {};
  const said = Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
  if (!isOurForm(request, said[FORM_TOKEN], await ports.secret()))
    return html(403, refusalPage(language, 'foreign'));
  const body = Buffer.from((read.ok ? read.uploads[0]?.content : undefined) ?? []);
  const begun = await begin(ports, request, { said, body, caller });
  if ('importId' in begun) return redirect(`/console/imports/${begun.importId}`);
  return html(begun.status, await startPage(ports, { language, token, faults: begun.faults }));
}

async function startPage(
  { lists, rules }: ListsAskedPorts,
  about: Parameters<typeof importsPage>[0],
): Promise<Page> {
  const { channels } = (await rules.get('intake')).document;
  return importsPage(about, await lists.recent(NEWEST), channels);
}
