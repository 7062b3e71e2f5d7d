import * as z from 'zod';
import { DocumentHead } from './document.ts';

/** How far two values of a kind may be alike, from the same to clearly others. */
export const levels = {
  given: ['exact', 'part', 'nickname', 'typo', 'sound', 'close', 'initial', 'similar', 'different'],
  family: ['exact', 'part', 'typo', 'sound', 'close', 'similar', 'different'],
  date: ['exact', 'typo', 'part', 'near', 'distant', 'different'],
  phone: ['exact', 'typo', 'different'],
  email: ['exact', 'local', 'typo', 'close', 'different'],
  postcode: ['exact', 'typo', 'area', 'different'],
  street: ['exact', 'close', 'name', 'number', 'different'],
  company: ['exact', 'close', 'similar', 'related', 'different'],
  text: ['exact', 'typo', 'close', 'similar', 'different'],
  code: ['exact', 'typo', 'different'],
} as const satisfies Record<string, readonly string[]>;

export type Kind = keyof typeof levels;

function isKind(name: string): name is Kind {
  return Object.hasOwn(levels, name);
}

/** Bits of evidence: +1 makes the same person twice as likely, −1 half as likely. */
const Bits = z.number().min(-60).max(60);

const ComparedField = z
  .object({
    /** A canonical fact (`lastName`), or `extra.` and a column of a list. */
    name: z.string().min(1),
    kind: z.enum(Object.keys(levels).filter(isKind)),
    /** What each level of agreement says, `missing` included; levels that are not named say nothing. */
    weights: z.record(z.string(), Bits),
    /** Bits more for each bit that the common value tells: that both are called Schnabelewopski tells more than Müller. */
    rarity: z.number().min(-4).max(4).optional(),
  })
  .superRefine(({ kind, weights }, context) => {
    const known: readonly string[] = [...levels[kind], 'missing'];
    for (const level of Object.keys(weights).filter((name) => !known.includes(name))) {
      context.addIssue({
        code: 'custom',
        path: ['weights', level],
        message: `no level of "${kind}": one of ${known.join(', ')}`,
      });
    }
  });
export type ComparedField = z.infer<typeof ComparedField>;

/** The forms in which a value can be part of a blocking key. */
export const blockForms = [
  'whole',
  'sound',
  'start',
  'initial',
  'number',
  'tail',
  'local',
  'area',
  'year',
  'day',
  'rare',
] as const;

const BlockPart = z.string().regex(/^[^\s]+\.[a-z]+$/, 'field and form, such as "lastName.sound"');

/** When two leads are the same person: which are compared, what each agreement weighs and what follows (spec 2). */
export const IdentityDocument = DocumentHead.extend({
  /** Bits from which leads are merged, and from which a person is asked. 0 bits: as likely the same as not. */
  thresholds: z.object({ merge: Bits, review: Bits }).refine(({ merge, review }) => review <= merge, {
    path: ['review'],
    message: 'must not be above "merge"',
  }),
  /** Bits before anything is compared: how likely two leads that share a blocking key are the same. */
  start: Bits,
  /** First and last name agree better when exchanged: the bits that this costs. */
  swapped: Bits,
  /** Keys of the index, most telling first; a lead has the first three that its facts allow. */
  blocks: z.array(z.array(BlockPart).min(1).max(3)).min(1).max(8),
  fields: z.array(ComparedField).min(1).max(40),
  /** Per field the share of people with a common value (names) or word (companies); others count as rarer than all. */
  common: z.record(z.string(), z.record(z.string(), z.number().gt(0).lte(1))),
});
export type IdentityDocument = z.infer<typeof IdentityDocument>;
