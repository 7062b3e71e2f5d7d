import type { LeadEvent } from '../../shared/domain/events.ts';
import type { LeadClass } from '../../shared/domain/lead.ts';

/** What became of leads that were decided about by one side of a pilot. */
export type PilotSide = {
  leads: number;
  cold: number;
  warm: number;
  hot: number;
  /** Ready for sales, accepted by an owner, given back by sales, won; each lead once. */
  toSales: number;
  accepted: number;
  returned: number;
  won: number;
};

const nobody = (): PilotSide => ({
  ...{ leads: 0, cold: 0, warm: 0, hot: 0 },
  ...{ toSales: 0, accepted: 0, returned: 0, won: 0 },
});

const counted = {
  toSales: 'LeadQualified',
  accepted: 'LeadAccepted',
  returned: 'LeadReturned',
  won: 'LeadWon',
} as const satisfies Partial<Record<keyof PilotSide, LeadEvent['type']>>;

/**
 * Both sides of a pilot beside each other: leads about which its rules decided, and all others that came in since it first
 * decided about one. It is told by the rule that each decision names.
 */
export async function pilotResults(
  leads: AsyncIterable<{ events: readonly LeadEvent[] }> | Iterable<{ events: readonly LeadEvent[] }>,
  pilot: string,
): Promise<{ since: string | null; pilot: PilotSide; others: PilotSide }> {
  const isTried = ({ rule }: LeadEvent) => rule?.endsWith(`@${pilot}`) === true;
  const tried = nobody();
  // Until all leads are read nobody knows when it began: of the others no more is kept than what is counted.
  const rest: { came: string; side: PilotSide }[] = [];
  let since: string | null = null;
  for await (const { events } of leads) {
    const first = events.find(isTried)?.at;
    const side = sideOf(events);
    if (first === undefined) rest.push({ came: events[0]?.at ?? '', side });
    else add(tried, side);
    if (first !== undefined && (since === null || first < since)) since = first;
  }
  const others = nobody();
  for (const { came, side } of rest) if (since !== null && came >= since) add(others, side);
  return { since, pilot: tried, others };
}

function sideOf(events: readonly LeadEvent[]): PilotSide {
  const side = { ...nobody(), leads: 1 };
  let latest: LeadClass | null = null;
  for (const event of events) {
    if (event.type === 'LeadScored') latest = event.data.class;
    for (const name of ['toSales', 'accepted', 'returned', 'won'] as const)
      if (event.type === counted[name]) side[name] = 1;
  }
  if (latest) side[latest] = 1;
  return side;
}

function add(sum: PilotSide, side: PilotSide): void {
  for (const name of ['leads', 'cold', 'warm', 'hot', 'toSales', 'accepted', 'returned', 'won'] as const)
    sum[name] += side[name];
}
