import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AttributeValue, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import PostalMime from 'postal-mime';
import { type RunningCloud, startCloud } from '../../infra/local/cloud.ts';
import { startServices } from '../../infra/local/services/index.ts';
import { synthesise } from '../../infra/local/synthesis.ts';
import { readAssembly } from '../../infra/local/template/templates.ts';

interface Answer {
  status: number;
  type: string;
  text: string;
}
type Ask = (method: string, path: string, body?: URLSearchParams) => Promise<Answer>;

/** A company whose month is over, at the instant at which it ended: its time stands, so nothing happens by itself. */
export interface Month {
  /** As a person with a browser who is signed in where that is asked for. */
  ask: Ask;
  /** The links of all mails, and of all pages that lead on from them or from the console; each with its kind. */
  links(): Promise<Map<string, string>>;
  /** A hash over every item and every mail, and over names, sizes and times of all objects. */
  store(): Promise<string>;
  stop(): Promise<void>;
}

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';
const PAGES = 'text/html,application/xhtml+xml';
/** Where somebody who knows no link begins. */
const ENTRANCES = ['/console', '/capture'];

/** Starts a demo company again. @param data its folder, as given to the demo */
export async function openMonth(data: string): Promise<Month> {
  const { folder } = await synthesise('local');
  const dataDir = join(data, 'data');
  const cloud = await startCloud({
    assembly: readAssembly(folder),
    dataDir,
    cacheFolder: join(folder, 'compiled'),
    port: 0,
    stage: 'local',
    startServices,
    warm: [],
    beginning: { at: 0, stands: true },
    onFailure: (why) => {
      throw new Error(why);
    },
  });
  const session = readFileSync(join(dataDir, 'staff-token'), 'utf8').trim();
  const ask: Ask = async (method, path, body) => {
    const staff: Record<string, string> = /^\/(console|capture)/.test(path)
      ? { cookie: `leitwerk_session=${session}` }
      : {};
    const answer = await fetch(cloud.publicUrl + path, {
      method,
      redirect: 'manual',
      headers: { accept: path.startsWith('/_local') ? '*/*' : PAGES, 'user-agent': CHROME, ...staff },
      ...(body ? { body } : {}),
    });
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, type, text: await answer.text() };
  };
  await ask('POST', '/_local/settle');
  return { ask, links: () => linksOf(ask), store: () => storeOf(cloud, ask), stop: () => cloud.stop() };
}

async function linksOf(ask: Ask): Promise<Map<string, string>> {
  const found = new Map(ENTRANCES.map((path) => [path, kindOf('', path)]));
  const mails: { n: number; tags: Record<string, string> }[] = JSON.parse(
    (await ask('GET', '/_local/mail')).text,
  );
  for (const { n, tags } of mails) {
    const mail = await PostalMime.parse((await ask('GET', `/_local/mail/${n}`)).text);
    const files = mail.attachments.map(({ content }) =>
      typeof content === 'string' ? content : new TextDecoder().decode(content),
    );
    const texts = [mail.text, mail.html, ...mail.headers.map(({ value }) => value), ...files];
    for (const path of texts.flatMap((text) => addresses(text ?? '')))
      found.set(path, kindOf(tags.kind ?? '', path));
  }
  // A map goes on to what is added to it while it is gone through.
  for (const path of found.keys()) {
    if (path.startsWith('/v1/r/')) continue;
    const { type, text } = await ask('GET', path);
    if (!type.includes('html')) continue;
    for (const [, href = ''] of text.matchAll(/\b(?:href|src)="([^"#]+)/g)) {
      const to = new URL(plain(href), `http://company${path}`);
      const next = to.pathname + to.search;
      if (to.host === 'company' && !found.has(next)) found.set(next, kindOf('', next));
    }
  }
  return found;
}

const plain = (html: string): string => html.replaceAll('&amp;', '&');

/** Paths of our own in a text; a line of a calendar entry goes on after a break. */
const addresses = (text: string): string[] =>
  [...text.replaceAll('\r\n ', '').matchAll(/http:\/\/127\.0\.0\.1:\d+(\/[^\s"'<>()]*)/g)].map(
    ([, path = '']) => plain(path),
  );

/** What the mail is and where its link leads, without whom and what it is about. */
function kindOf(mail: string, path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://company');
  const parts = pathname.split('/').map((part) => (/\d|\./.test(part) && part.length > 12 ? '*' : part));
  const names = [...new Set(searchParams.keys())].map((name) => `${name}=*`);
  return [mail, parts.join('/'), ...names].join(' ').trim();
}

async function storeOf({ model, endpoint }: RunningCloud, ask: Ask): Promise<string> {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials });
  const parts: string[] = [(await ask('GET', '/_local/mail')).text];
  for (const { name } of model.buckets) parts.push((await ask('GET', `/_local/objects/${name}`)).text);
  for (const { name } of model.tables) {
    let from: Record<string, AttributeValue> | undefined;
    do {
      const page = await client.send(new ScanCommand({ TableName: name, ExclusiveStartKey: from }));
      parts.push(...(page.Items ?? []).map((item) => JSON.stringify(item, inOrder)));
      from = page.LastEvaluatedKey;
    } while (from);
  }
  client.destroy();
  return createHash('sha256').update(parts.sort().join('\n')).digest('hex');
}

/** Attributes in one order: the table keeps none. */
const inOrder = (_: string, value: unknown): unknown =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort())
    : value;
