import * as z from 'zod';

/** One thing that a person did: looked at a page, downloaded something, clicked in a mail. */
export const Act = z.object({
  /** The same act has the same id however often it is told. */
  id: z.string(),
  /** What it was: a name of the intake document, or one of `mailActs`. */
  type: z.string(),
  at: z.iso.datetime(),
  /** The page without query, which may name people. */
  url: z.string().optional(),
  campaign: z.string().optional(),
  /** Which consent allows to keep it with the person: what the site said, or the purpose that the lead agreed to. */
  consent: z.string().optional(),
  /** The mail that it was done in, when that was sent, and which of how many links was used. */
  mail: z.string().optional(),
  sentAt: z.iso.datetime().optional(),
  link: z.number().int().min(1).optional(),
  links: z.number().int().min(1).optional(),
  /** Who read the mail: network and program under a keyed hash, to know the same machine again. */
  reader: z.string().optional(),
  /** Of what kind the program was that clicked. */
  agent: z.enum(['phone', 'computer', 'other']).optional(),
  /** Why it is worth nothing: no person did it. */
  void: z.string().optional(),
});
export type Act = z.infer<typeof Act>;

/** Acts in mails of ours. That a mail arrived is no act of a person, but tells how soon after it something was clicked. */
export const mailActs = ['mail-open', 'mail-click', 'mail-delivered'] as const;

/** Acts of one type that a lead keeps, newest first to stay: more of the same says no more, and nobody can push out another type. */
const MOST_PER_TYPE = 20;
/** Types that a lead keeps at most, whatever the documents named in the course of time. */
const MOST_TYPES = 20;

/** Whether a person did it, as far as is known: a sign of life. */
export const byPerson = ({ type, void: reason }: Act): boolean =>
  reason === undefined && type !== 'mail-delivered';

/** What an event tells: new acts, and known ones that turn out to be those of machines. */
export interface Seen {
  acts: readonly Act[];
  voided: readonly { id: string; reason: string }[];
}

/** The acts of a lead after more were seen, oldest first; each is kept once. */
export function keepActs(known: readonly Act[], { acts, voided }: Seen): Act[] {
  const reasons = new Map(voided.map(({ id, reason }) => [id, reason]));
  const ids = new Set(known.map(({ id }) => id));
  const all = [...known, ...acts.filter(({ id }) => !ids.has(id))]
    .map((act) => (reasons.has(act.id) ? { ...act, void: reasons.get(act.id) } : act))
    .sort(byTime);
  const counts = new Map<string, number>();
  return all
    .reverse()
    .filter(({ type }) => {
      const count = (counts.get(type) ?? 0) + 1;
      if (count > MOST_PER_TYPE || (count === 1 && counts.size >= MOST_TYPES)) return false;
      counts.set(type, count);
      return true;
    })
    .reverse();
}

function byTime(left: Act, right: Act): number {
  if (left.at !== right.at) return left.at < right.at ? -1 : 1;
  return left.id < right.id ? -1 : 1;
}
