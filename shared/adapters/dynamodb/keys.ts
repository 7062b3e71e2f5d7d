import type { State } from '../../domain/lifecycle.ts';
import type { Identity } from '../../ports/lead-store.ts';
import { table } from '../../wiring.ts';

/*
 * Every key of the table; nothing else in the program spells `#`.
 *
 * | question                                     | asked of          | partition                 | sort                       |
 * | -------------------------------------------- | ----------------- | ------------------------- | -------------------------- |
 * | a lead with its recent events                | table             | LEAD#{id}                 | LEAD                       |
 * | … and its older events                       | table             | LEAD#{id}                 | HISTORY#{first seq}        |
 * | an inquiry, whole                            | table             | INQUIRY#{id}              | INQUIRY                    |
 * | who holds a sure key                         | table             | IDENTITY#{kind}#{value}   | IDENTITY                   |
 * | what was answered under an idempotency key   | table             | IDEMPOTENCY#{source}#{key}| IDEMPOTENCY                |
 * | the standing of a pool's members             | table             | POOL#{id}                 | LEDGER                     |
 * | was this mail sent already                   | table             | CLAIM#{key}               | CLAIM                      |
 * | how fast does a caller knock                 | table             | RATE#{key}                | RATE                       |
 * | are two leads one person                     | table             | REVIEW#{lead}~{lead}      | REVIEW                     |
 * | does an exclusion wait for a second person   | table             | REVIEW#{lead}             | REVIEW                     |
 * | what somebody not known yet did              | table             | VISITOR#{hash}            | SEEN#{at}#{act}            |
 * | who a visitor turned out to be               | table             | VISITOR#{hash}            | PERSON                     |
 * | how often anything was done on a day         | table             | BEHAVIOUR#{day}           | COUNTS                     |
 * | who may be the same person                   | table             | BLOCK#{key}               | {lead}                     |
 * | who is of an organisation                    | table             | ORGANISATION#{key}        | {lead}                     |
 * | under which of these is a lead               | table             | LEAD#{id}                 | PERSON                     |
 * | which messages wait for a reader             | table             | NOTICES#{reader}          | WAITING#{at}#{event}       |
 * | when, and what, is the reader told next      | table             | NOTICES#{reader}          | TURN                       |
 * | was this message taken for the reader        | table             | NOTICED#{reader}#{event}  | NOTICED                    |
 * | which absences owners entered               | table             | ABSENCES                  | ABSENCES                   |
 * | which rules are in force                     | table             | RULES                     | CURRENT, SET#{hash}        |
 * | which leads are due; leads of a state        | index worklist    | STATE#{state}             | {next due}#{lead}          |
 * | open reviews, oldest first                   | index worklist    | REVIEWS                   | {since}#{review}           |
 * | proposed exclusions, oldest first            | index worklist    | PROPOSALS                 | {since}#{lead}             |
 * | readers by their next turn                   | index worklist    | READERS                   | {turn}#{reader}            |
 * | inquiries to be decided on, oldest first    | index worklist    | SET-ASIDE                 | {received at}#{inquiry}    |
 * | leads of an owner                            | index owners      | OWNER#{owner}             | {lead}                     |
 * | whom to call, longest due first            | index owners      | CALLS                     | {call due}#{lead}          |
 * | all leads, newest first                      | index register    | LEADS                     | {lead}, sorts by birth     |
 * | all inquiries, newest first                  | index register    | INQUIRIES                 | {received at}#{inquiry}    |
 *
 * An index partition takes 1,000 writes a second. A lead costs its state two or three, so a state takes in some 300 leads
 * a second, 26 million a day; only beyond that would a partition need to be split into shards.
 */

export interface Key {
  pk: string;
  sk: string;
}

const { worklist, owners, register } = table.indexes;

/** Sorts behind every instant: nothing is due. */
const NEVER = '9999';

export const leadPartition = (leadId: string): string => `LEAD#${leadId}`;
export const leadKey = (leadId: string): Key => ({ pk: leadPartition(leadId), sk: 'LEAD' });
export const historyKey = (leadId: string, firstSeq: number): Key => ({
  pk: leadPartition(leadId),
  sk: `HISTORY#${String(firstSeq).padStart(8, '0')}`,
});
export const historyPrefix = (leadId: string): Key => ({ pk: leadPartition(leadId), sk: 'HISTORY#' });
export const inquiryKey = (inquiryId: string): Key => ({ pk: `INQUIRY#${inquiryId}`, sk: 'INQUIRY' });
export const identityKey = ({ kind, value }: Identity): Key => ({
  pk: `IDENTITY#${kind}#${value}`,
  sk: 'IDENTITY',
});
export const idempotencyKey = (source: string, key: string): Key => ({
  pk: `IDEMPOTENCY#${source}#${key}`,
  sk: 'IDEMPOTENCY',
});
export const ledgerKey = (pool: string): Key => ({ pk: `POOL#${pool}`, sk: 'LEDGER' });
export const claimKey = (key: string): Key => ({ pk: `CLAIM#${key}`, sk: 'CLAIM' });
export const rateKey = (key: string): Key => ({ pk: `RATE#${key}`, sk: 'RATE' });
export const recognisedKey = (leadId: string): Key => ({ pk: leadPartition(leadId), sk: 'PERSON' });
export const blockPartition = (key: string): string => `BLOCK#${key}`;
export const organisationPartition = (key: string): string => `ORGANISATION#${key}`;
export const reviewKey = (id: string): Key => ({ pk: `REVIEW#${id}`, sk: 'REVIEW' });
export const visitorPartition = (visitor: string): string => `VISITOR#${visitor}`;
/** Batches of a visitor, by the time of their first act. */
export const visitPrefix = (visitor: string): Key => ({ pk: `VISITOR#${visitor}`, sk: 'SEEN#' });
export const visitKey = (visitor: string, at: string, actId: string): Key => ({
  pk: `VISITOR#${visitor}`,
  sk: `SEEN#${at}#${actId}`,
});
export const personKey = (visitor: string): Key => ({ pk: `VISITOR#${visitor}`, sk: 'PERSON' });
export const countsKey = (day: string): Key => ({ pk: `BEHAVIOUR#${day}`, sk: 'COUNTS' });
/** Messages that wait for a reader, by the time of what they tell. */
export const noticesPrefix = (reader: string): Key => ({ pk: `NOTICES#${reader}`, sk: 'WAITING#' });
export const noticeKey = (reader: string, { at, eventId }: { at: string; eventId: string }): Key => ({
  pk: `NOTICES#${reader}`,
  sk: `WAITING#${at}#${eventId}`,
});
export const turnKey = (reader: string): Key => ({ pk: `NOTICES#${reader}`, sk: 'TURN' });
export const noticedKey = (reader: string, eventId: string): Key => ({
  pk: `NOTICED#${reader}#${eventId}`,
  sk: 'NOTICED',
});
export const absencesKey: Key = { pk: 'ABSENCES', sk: 'ABSENCES' };
export const listPartition = 'LISTS';
export const listKey = (importId: string): Key => ({ pk: listPartition, sk: importId });
export const currentRulesKey: Key = { pk: 'RULES', sk: 'CURRENT' };
export const ruleSetKey = (hash: string): Key => ({ pk: 'RULES', sk: `SET#${hash}` });

/** One partition of an index. */
export interface IndexPartition {
  index: string;
  partitionKey: string;
  sortKey: string;
  partition: string;
}

const inIndex = (
  { name, partitionKey, sortKey }: (typeof table.indexes)[keyof typeof table.indexes],
  partition: string,
): IndexPartition => ({ index: name, partitionKey, sortKey, partition });

export const statePartition = (state: State): IndexPartition => inIndex(worklist, `STATE#${state}`);
export const ownerPartition = (owner: string): IndexPartition => inIndex(owners, `OWNER#${owner}`);
/** Leads that nobody has and somebody should call. */
export const callsPartition = inIndex(owners, 'CALLS');
export const reviewsPartition = inIndex(worklist, 'REVIEWS');
export const proposalsPartition = inIndex(worklist, 'PROPOSALS');
export const readersPartition = inIndex(worklist, 'READERS');
/** Inquiries that somebody must decide on by themselves. */
export const setAsidePartition = inIndex(worklist, 'SET-ASIDE');
export const leadsPartition = inIndex(register, 'LEADS');
export const inquiriesPartition = inIndex(register, 'INQUIRIES');

/** Place of a lead in the worklist of its state. */
export const dueSort = (leadId: string, nextDue: string | null): string => `${nextDue ?? NEVER}#${leadId}`;
/** Place of a reader among those who are to be told something. */
export const turnSort = (reader: string, at: string): string => `${at}#${reader}`;

/** What such a place says; a reader may be named with any letters. */
export function readTurnSort(sort: string): { at: string; reader: string } {
  const end = sort.indexOf('#');
  return { at: sort.slice(0, end), reader: sort.slice(end + 1) };
}

/** Place of an inquiry in the register. */
export const receivedSort = (inquiryId: string, receivedAt: string): string => `${receivedAt}#${inquiryId}`;

/** What a place in the worklist says; `at` is null where nothing is due. */
export function readDueSort(sort: string): { at: string | null; leadId: string } {
  const [at = NEVER, leadId = ''] = sort.split('#');
  return { at: at === NEVER ? null : at, leadId };
}

/** How expressions name the attribute of the time to live; its own name is a reserved word. */
export const timeToLiveName = '#ttl';
export const timeToLiveNames = { [timeToLiveName]: table.timeToLive };
