import { createHmac } from 'node:crypto';
import type { Act } from '../../../shared/domain/behaviour.ts';
import { SeenBody } from '../../../shared/http/api/events.ts';
import type { IntakeDocument } from '../../../shared/rules/intake.ts';
import { actName } from './act-name.ts';
import { readEmail } from './email-address.ts';
import { visitorHash } from './visitor-hash.ts';

type Behaviour = IntakeDocument['behaviour'];

/** Acts of one request; a site sends fewer, a tool sends what a webinar brings. */
const MOST_ACTS = 100;
const MOST_URL = 200;

/** An act, and how its person is named. */
export interface ReadAct {
  act: Act;
  lead?: string;
  /** Normalised. */
  email?: string;
  /** Keyed hash of the browser's id; only where the site names a consent. */
  visitor?: string;
}

type ReadActs =
  | { ok: true; acts: ReadAct[]; unknown: number }
  | { ok: false; errors: { field: string; code: string; message: string }[] };

interface ReadingActs {
  behaviour: Behaviour;
  now: string;
  /** Under which ids of browsers are hashed. */
  hashKey: string;
}

/** Reads what a site or tool tells: all that is wrong at once, or the acts. Types that no rule names are only counted. */
export function readActs(body: unknown, reading: ReadingActs): ReadActs {
  const many = Array.isArray(body);
  const list: unknown[] = many ? body : [body];
  if (list.length === 0 || list.length > MOST_ACTS) {
    return { ok: false, errors: [{ field: '', code: 'count', message: `1 to ${MOST_ACTS} events at once` }] };
  }
  const parsed = list.map((one) => SeenBody.safeParse(one));
  const errors = parsed.flatMap(({ error }, index) =>
    (error?.issues ?? []).map(({ path, code, message }) => ({
      field: [...(many ? [`[${index}]`] : []), ...path].join('.'),
      code,
      message,
    })),
  );
  if (errors.length > 0) return { ok: false, errors };
  const acts = parsed.flatMap(({ data }) => (data ? (readAct(data, reading) ?? []) : []));
  return { ok: true, acts, unknown: list.length - acts.length };
}

function readAct(said: SeenBody, { behaviour, now, hashKey }: ReadingActs): ReadAct | null {
  const url = said.url === undefined ? undefined : plainPage(said.url);
  const type = typeOf(said.type, url, behaviour);
  if (type === null) return null;
  const instant = new Date(said.at).toISOString();
  const at = instant < now ? instant : now;
  const email = said.email === undefined ? undefined : readEmail(said.email)?.address;
  const visitor = said.visitorId && said.consent ? visitorHash(said.visitorId, hashKey) : undefined;
  const whose = said.lead ?? email ?? visitor ?? '';
  const facts = [type, said.at, url ?? '', said.campaign ?? '', whose];
  const id = createHmac('sha256', hashKey).update(JSON.stringify(facts)).digest('base64url').slice(0, 12);
  return {
    act: {
      id,
      type,
      at,
      ...(url ? { url } : {}),
      ...(said.campaign ? { campaign: said.campaign } : {}),
      ...(said.consent ? { consent: said.consent } : {}),
    },
    ...(said.lead ? { lead: said.lead } : {}),
    ...(email ? { email } : {}),
    ...(visitor ? { visitor } : {}),
  };
}

/** The type by one of its names; a page view may be more than that, by its address. Null for what no rule names. */
function typeOf(said: string, url: string | undefined, { types, pages }: Behaviour): string | null {
  const name = actName(said);
  const [type] =
    Object.entries(types).find(([id, names]) => [id, ...names].some((each) => actName(each) === name)) ?? [];
  if (type !== 'page-view' || url === undefined) return type ?? null;
  const path = new URL(url).pathname;
  return pages.find((page) => path.startsWith(page.path))?.type ?? type;
}

/** Address without query and fragment, which may name people, and without what looks like a mail address. */
function plainPage(url: string): string {
  const { origin, pathname } = new URL(url);
  const path = decoded(pathname).includes('@') ? '/' : pathname;
  return `${origin}${path}`.slice(0, MOST_URL);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
