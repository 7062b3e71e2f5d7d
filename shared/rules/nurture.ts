import * as z from 'zod';
import { LossAnswer } from '../domain/lead.ts';
import { Condition } from './conditions.ts';
import { DocumentHead } from './document.ts';
import { Id, InlineText, inEachLanguage, Key, Line, Name } from './fulfilment.ts';

/** What a mail says. The text: a file of the templates bucket, or inline where it is short. */
const letter = {
  subject: inEachLanguage(Line),
  template: inEachLanguage(Key).optional(),
  text: inEachLanguage(InlineText).optional(),
};
const hasOneText = ({ template, text }: { template?: unknown; text?: unknown }) =>
  (template === undefined) !== (text === undefined);

/** One mail of a series. */
const Step = z
  .strictObject({
    id: Id,
    /** Days after the mail before it, or after the beginning of the series. */
    days: z.int().min(0).max(365),
    /** CEL condition at the moment of sending; where it does not hold, the mail is left out. */
    when: Condition.optional(),
    ...letter,
    /** Asks for what is still open, by a link to the questionnaire. */
    questions: z.literal(true).optional(),
  })
  .refine(hasOneText, { message: 'a step has either a template or a text' });

const Series = z.strictObject({
  id: Id,
  name: Name,
  /** Product ids, one of which the person must have asked for; none: any interest. */
  products: z.array(Id).optional(),
  /** CEL condition over `lead`, `inquiry`, `organisation` and `behaviour`; none: always. */
  when: Condition.optional(),
  steps: z
    .array(Step)
    .min(1)
    .max(20)
    .refine((steps) => new Set(steps.map(({ id }) => id)).size === steps.length, {
      message: 'two steps have the same id',
    }),
});
export type NurtureSeries = z.infer<typeof Series>;

const Text = inEachLanguage(Name);

/** The mail that asks who was lost for the reason, and what its page asks. */
const LossSurvey = z
  .strictObject({
    ...letter,
    /** Why they did not buy; reports count the ids. */
    reason: z.strictObject({
      question: Text,
      answers: z
        .array(z.strictObject({ id: Id, text: Text }))
        .min(2)
        .max(12),
    }),
    /** Whether they want to hear from us again: as the rules of win-back say, from a day on that they name, or never. */
    again: z.strictObject({
      question: Text,
      answers: z
        .array(z.strictObject({ id: Id, text: Text, winBack: LossAnswer.shape.winBack.unwrap() }))
        .min(2)
        .max(6),
    }),
  })
  .refine(hasOneText, { message: 'the mail has either a template or a text' })
  .refine(({ text }) => !text || Object.values(text).every((of) => of.includes('{{questions}}')), {
    message: 'the text leads nowhere without {{questions}}',
    path: ['text'],
  });
export type LossSurvey = z.infer<typeof LossSurvey>;

/** Which mails a lead gets that is not ripe yet (spec 3): the first series that fits, one at a time, each once. */
export const NurtureDocument = DocumentHead.extend({
  /** Purposes of consents, one of which allows these mails; without one, nobody gets any. */
  purposes: z.array(z.string().min(1).max(50)).min(1),
  /**
   * The mail with which a round begins: it asks for what is still missing, by the person's own link. Without it nobody is
   * asked by mail when a round begins.
   */
  rounds: z
    .strictObject(letter)
    .refine(hasOneText, { message: 'the mail of a round has either a template or a text' })
    .optional(),
  /** The mail that follows a loss, `lossSurvey` of the deadlines says when; without it nobody is asked. */
  lossSurvey: LossSurvey.optional(),
  /** In the order in which they are tried. */
  series: z.array(Series).refine((series) => new Set(series.map(({ id }) => id)).size === series.length, {
    message: 'two series have the same id',
  }),
});
export type NurtureDocument = z.infer<typeof NurtureDocument>;
