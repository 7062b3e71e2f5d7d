import type { Ledger } from '../../../shared/domain/ledger.ts';

/** Row that adds all tiers. */
export const TOTAL = 'total';

/**
 * One member's line of the certificate of fairness. Of the present stretch, in which the same members can take leads:
 * `entitled` = `leads` × `share`, `standing` = `entitled` − `got`, and −`bound` < `standing` < `bound` is promised
 * (in total, the bound itself is within). `everGot` and `everOwed` are since the beginning, absences left out.
 */
export type FairnessLine = {
  member: string;
  tier: string;
  /** Leads of the tier that all got in the stretch. */
  leads: number;
  share: number;
  entitled: number;
  got: number;
  standing: number;
  bound: number;
  everGot: number;
  everOwed: number;
};

/** The certificate of a pool: a line per member and tier, each of which can be computed again from what stands in it. */
export function fairnessOf({ members, stretch = { able: {}, got: {} } }: Ledger): FairnessLine[] {
  const weights = sum(Object.values(stretch.able));
  const tiers = Object.keys(stretch.got).sort();
  return Object.keys(stretch.able)
    .sort()
    .flatMap((member) => {
      const share = (stretch.able[member] ?? 0) / weights;
      const line = (tier: string, leads: number, got: number) => ({
        member,
        tier,
        leads,
        share,
        entitled: leads * share,
        got,
        standing: leads * share - got,
      });
      const each = tiers.map((tier) => {
        const given = stretch.got[tier] ?? {};
        const ever = members[member]?.tiers?.[tier];
        const { got = 0, standing = 0 } = ever ?? {};
        return {
          ...line(tier, sum(Object.values(given)), given[member] ?? 0),
          bound: 1,
          everGot: got,
          everOwed: standing,
        };
      });
      const { got = 0, standing = 0 } = members[member] ?? {};
      const total = line(TOTAL, sum(each.map(({ leads }) => leads)), sum(each.map((of) => of.got)));
      return [...each, { ...total, bound: 1 + tiers.length / 2, everGot: got, everOwed: standing }];
    });
}

/** Stand for all members of one channel. */
export const PARTNERS = 'partners';
const DIRECT = 'direct sales';

/**
 * The certificate of partners against direct sales (R125): a line per channel and tier that adds the lines of its members;
 * none where only one of the two can take leads. Since each member is less than the bound away, a channel is less than
 * that times the members of the smaller one away, for what one has too much the other has too little.
 * @param lines of all members of a pool, as `fairnessOf` gives them
 * @param partners ids of members who are partners
 */
export function parityOf(lines: readonly FairnessLine[], partners: ReadonlySet<string>): FairnessLine[] {
  const channels = Map.groupBy<string, FairnessLine>(lines, ({ member }) =>
    partners.has(member) ? PARTNERS : DIRECT,
  );
  if (channels.size < 2) return [];
  const sizes = [...channels.values()].map((of) => new Set(of.map(({ member }) => member)).size);
  const smaller = Math.min(...sizes);
  return [PARTNERS, DIRECT].flatMap((channel) =>
    [...Map.groupBy(channels.get(channel) ?? [], ({ tier }) => tier)].map(([tier, of]): FairnessLine => {
      const total = (name: 'share' | 'entitled' | 'got' | 'standing' | 'everGot' | 'everOwed') =>
        sum(of.map((line) => line[name]));
      return {
        member: channel,
        tier,
        leads: of[0]?.leads ?? 0,
        share: total('share'),
        entitled: total('entitled'),
        got: total('got'),
        standing: total('standing'),
        bound: smaller * (of[0]?.bound ?? 1),
        everGot: total('everGot'),
        everOwed: total('everOwed'),
      };
    }),
  );
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
