import * as z from 'zod';
import { Condition } from './conditions.ts';
import { DepthRules } from './depth.ts';
import { DocumentHead } from './document.ts';
import { neverRated } from './never-rated.ts';
import { pilotErrors, pilotOf } from './pilot.ts';
import type { FoundError } from './rule-errors.ts';

const Grade = z.number().int().min(1).max(4);
const Points = z.number().int().min(0);

/** What it is worth that a fact is unknown; without it such a fact gives no points and no row. */
const unknown = Grade.optional();

/** Bands of a number, in order: the first whose `below` is greater than the value; the last has none. */
const bands = z.array(z.strictObject({ below: z.number().optional(), rating: Grade })).min(1);
/** Ratings of named values, whatever their case; `otherwise` is for values that are not named. */
const values = { values: z.record(z.string(), Grade), otherwise: unknown };

const NumberRating = z.strictObject({ fact: z.enum(['budget', 'orderVolume', 'employees']), bands, unknown });

/** Bands of the time to the decision, in calendar months from today; a day that has passed counts as now. */
const TimeRating = z.strictObject({
  fact: z.literal('timeframe'),
  months: z.array(z.strictObject({ within: z.number().int().min(0).optional(), rating: Grade })).min(1),
  unknown,
});

const ValueRating = z.strictObject({
  fact: z.enum([
    'authority',
    'need',
    'industry',
    'product',
    'country',
    'city',
    'language',
    'channel',
    'campaign',
    'jobTitle',
  ]),
  ...values,
  unknown,
});

const extra = {
  fact: z.literal('extra'),
  /** Name under which the lead keeps it in `extra`. */
  field: z
    .string()
    .min(1)
    .refine((field) => !neverRated(field), 'names, gender, age and birth date cannot be rated'),
};
/** What a lead brought beside the canonical facts, such as a question of one form. */
const ExtraRating = z.discriminatedUnion('as', [
  z.strictObject({ ...extra, as: z.literal('number'), bands, unknown }),
  z.strictObject({ ...extra, as: z.literal('text'), ...values, unknown }),
]);

/** Bands of the rank of the lead's area, in percent of all areas of the table: the best 10, the best 25, the rest. */
const AreaRating = z.strictObject({
  fact: z.literal('area'),
  ranks: z.array(z.strictObject({ best: z.number().positive().max(100).optional(), rating: Grade })).min(1),
  unknown,
});

/** What is a rating from 1 to 4 already: how deep the channel goes (R46), and how much trouble the person took (R45). */
const DepthRating = z.strictObject({ fact: z.literal('depth'), unknown });
const EffortRating = z.strictObject({ fact: z.literal('effort'), unknown });

/** How one criterion rates its fact from 1 to 4. Names, gender and birth date cannot be rated (spec 3). */
export const Rating = z.discriminatedUnion('fact', [
  NumberRating,
  TimeRating,
  ValueRating,
  AreaRating,
  DepthRating,
  EffortRating,
  ExtraRating,
]);
export type Rating = z.infer<typeof Rating>;

const CriterionId = z.string().min(1);

const Rules = DocumentHead.extend({
  ratings: z.record(CriterionId, Rating),
  weights: z.record(CriterionId, Grade),
  /**
   * Figures per postcode, as `leitwerk rules areas` brought them: the hash of the table, and the weights of the columns
   * by which its areas are ranked.
   */
  areas: z
    .strictObject({
      table: z.string().regex(/^[0-9a-f]{16}$/, 'the hash of a table, as `leitwerk rules areas` prints it'),
      weights: z.record(z.string().min(1), Grade).refine((weights) => Object.keys(weights).length > 0, {
        message: 'names no column of the table',
      }),
    })
    .optional(),
  /** How deeply each channel qualifies, as every score keeps it; a criterion of the fact `depth` gives points for it. */
  depth: DepthRules.optional(),
  /**
   * What acts are worth, by type: points, the days after which half of them is left, and the most that all acts of the
   * type give; `most` is the cap of all behaviour together.
   */
  behaviour: z
    .strictObject({
      actions: z.record(
        z.string().min(1),
        z.strictObject({
          points: z.number().positive().max(1000),
          halfLifeDays: z.number().positive().max(3650),
          most: z.number().int().min(1),
        }),
      ),
      most: z.number().int().min(0),
    })
    .optional(),
  /** Points from which a lead is marketing-qualified, warm, hot (R97); a hot lead is sales-qualified. */
  thresholds: z.strictObject({ MQL: Points, warm: Points, hot: Points }),
  /** The criteria behind the four views of BANT; of several the first whose fact is known counts. */
  bant: z.strictObject({
    budget: z.array(CriterionId),
    authority: z.array(CriterionId),
    need: z.array(CriterionId),
    time: z.array(CriterionId),
  }),
  /** The criteria behind a code like `2B`: digit 1 = nearest, letter A = largest (R90). */
  code: z.strictObject({ digit: CriterionId.optional(), letter: CriterionId.optional() }),
  /**
   * What could be earned with a customer in a year: euros by the number of employees, the last band without limit, times
   * the factor of the industry.
   */
  potential: z
    .strictObject({
      figure: z.enum(['revenue', 'contribution']),
      bands: z
        .array(z.strictObject({ below: z.number().positive().optional(), euros: z.number().min(0) }))
        .min(1)
        .refine((found) => rising(found.map(({ below }) => below)), {
          message: 'bands are not in order: the smallest limit first, a band without limit last',
        }),
      industries: z.record(z.string().min(1), z.number().min(0).max(100)),
    })
    .optional(),
  /** Turns points into the probability of a win, 1 / (1 + e^-(intercept + slope × points)), as fitted to results. */
  probability: z.strictObject({ intercept: z.number(), slope: z.number().positive() }).optional(),
  /** A clear wish to buy, shown by one inquiry, makes the lead hot whatever its points, for so many days. */
  fastLane: z.array(
    z.strictObject({ id: z.string().min(1), when: Condition, holdsDays: z.number().int().min(1) }),
  ),
  /** What a lead is at least when it fits, such as one of a new market (R89). */
  lifts: z.array(z.strictObject({ id: z.string().min(1), when: Condition, to: z.enum(['warm', 'hot']) })),
});

/** An area table is read beside the document, so all leads are rated by the same. */
const Tried = Rules.omit({ $schema: true, version: true, note: true, areas: true });

/**
 * How leads are scored: ratings and weights lie apart (R92), so that weights can change without touching a rating.
 * Score = sum of rating × weight over the criteria whose fact is known.
 */
export const ScoringDocument = Rules.extend({
  /** Other rules for some leads first. */
  pilot: pilotOf(Tried).optional(),
})
  .strict()
  .superRefine((document, context) => {
    for (const { path, reason, suggestion } of [
      ...problemsIn(document),
      ...pilotErrors(document, problemsIn),
    ])
      context.addIssue({ code: 'custom', path: [...path], message: reason, params: { suggestion } });
  });
export type ScoringDocument = z.infer<typeof ScoringDocument>;

/** What does not fit together. */
function problemsIn(document: z.infer<typeof Rules>): FoundError[] {
  const found: FoundError[] = [];
  const problem = (path: string[], reason: string, suggestion: string) =>
    found.push({ path, reason, suggestion });
  const ids = Object.keys(document.ratings);
  for (const [id, rating] of Object.entries(document.ratings)) {
    if (!Object.hasOwn(document.weights, id))
      problem(['ratings', id], 'has no weight', `add "${id}" to weights`);
    if (rating.fact === 'area' && !document.areas)
      problem(
        ['ratings', id, 'fact'],
        'there is no area table',
        'bring one with `leitwerk rules areas FILE` and name it in areas',
      );
    if (rating.fact === 'depth' && !document.depth)
      problem(['ratings', id, 'fact'], 'there is no table of channels', 'write one in depth');
    if (!inOrder(rating))
      problem(
        ['ratings', id],
        'bands are not in order',
        'put the smallest limit first and a band without limit last',
      );
  }
  const named = {
    ...document.bant,
    digit: [document.code.digit ?? []].flat(),
    letter: [document.code.letter ?? []].flat(),
    weights: Object.keys(document.weights),
  };
  for (const [place, criteria] of Object.entries(named))
    for (const id of criteria.filter((candidate) => !ids.includes(candidate)))
      problem(placeOf(place), `there is no rating ${id}`, `one of ${ids.join(', ')}`);
  const { MQL, warm, hot } = document.thresholds;
  if (!(MQL <= warm && warm <= hot))
    problem(['thresholds'], 'must rise from MQL over warm to hot', 'MQL ≤ warm ≤ hot');
  return found;
}

function placeOf(name: string): string[] {
  if (name === 'weights') return [name];
  return [name === 'digit' || name === 'letter' ? 'code' : 'bant', name];
}

/** Limits rise strictly and only the last band has none, so that each value falls into exactly one band. */
function inOrder(rating: Rating): boolean {
  if (rating.fact === 'depth' || rating.fact === 'effort' || 'values' in rating) return true;
  if ('ranks' in rating) return rising(rating.ranks.map(({ best }) => best));
  const found =
    'bands' in rating ? rating.bands.map((band) => band.below) : rating.months.map((band) => band.within);
  return rising(found);
}

function rising(found: readonly (number | undefined)[]): boolean {
  const limits = found.slice(0, -1);
  return (
    found.at(-1) === undefined &&
    limits.every(
      (limit, index) => limit !== undefined && limit > (limits[index - 1] ?? Number.NEGATIVE_INFINITY),
    )
  );
}
