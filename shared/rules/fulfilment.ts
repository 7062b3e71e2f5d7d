import * as z from 'zod';
import { Company } from '../mail/company.ts';
import { MailLanguage } from '../mail/language.ts';
import { checkLine, checkTemplate, type TemplateProblem } from '../mail/template.ts';
import { Condition } from './conditions.ts';
import { DocumentHead } from './document.ts';

/**
 * What templates of answers may say of the person, the question and us. Nothing that a stranger typed freely is among
 * them: who posts somebody else's address must not get his words delivered there.
 */
export const answerVariables = [
  'firstName',
  'lastName',
  /** Names of the packages that were asked for by product: "Schulung und Beratung"; empty for general inquiries. */
  'product',
  /** True where the mail answers with more than one package. */
  'several',
  'company',
  'website',
  'sender',
  /** Address of the privacy notice. */
  'privacy',
  /** The person's questionnaire; only in questions.md, which is left out where nothing is to be asked. */
  'questions',
  /** The person's own page: see, correct, object, unsubscribe, erase. Only in mails to the address that the lead is known by. */
  'ownData',
] as const;
export type AnswerVariable = (typeof answerVariables)[number];

/** Makes problems of a template errors of the document. */
function checked(check: (text: string, names: readonly string[]) => TemplateProblem[]) {
  return (text: string, context: z.RefinementCtx) => {
    for (const { line, message, suggestion } of check(text, answerVariables)) {
      context.addIssue({ code: 'custom', message: `line ${line}: ${message}`, params: { suggestion } });
    }
  };
}

export const Line = z.string().min(1).max(150).superRefine(checked(checkLine));
/** Longer texts are files of the templates bucket. */
export const InlineText = z.string().min(1).max(1000).superRefine(checked(checkTemplate));
/** A name as it is; variables have no place in it. */
export const Name = z
  .string()
  .min(1)
  .max(80)
  .regex(/^[^{}[\]]+$/, 'a name without brackets');
export const Id = z.string().regex(/^[a-z0-9-]+$/, 'small letters, digits and hyphens');
/** A file of the templates bucket. */
export const Key = z
  .string()
  .regex(/^[\w-]+(\/[\w-]+)*\.[a-z0-9]+$/, 'a file of the templates bucket, like de/demo.md');

/** One thing that can be sent. */
const Package = z
  .object({
    id: Id,
    /** As the person reads it, in the package's language. */
    name: Name,
    language: MailLanguage,
    /** Product ids that it answers; none: it fits any inquiry, and what was asked for it need not know. */
    products: z.array(Id),
    /** CEL condition over `lead`, `inquiry` and `organisation`; none: always. */
    when: Condition.optional(),
    subject: Line,
    /** The text: a file, or inline where it is short. */
    template: Key.optional(),
    text: InlineText.optional(),
    /** Files of the templates bucket that go with the mail. */
    attachments: z.array(Key).max(10).optional(),
    /** Who signs, if not the document's sender. */
    sender: Name.optional(),
  })
  .refine(({ template, text }) => (template === undefined) !== (text === undefined), {
    message: 'a package has either a template or a text',
  });
export type Package = z.infer<typeof Package>;

export const inEachLanguage = <S extends z.ZodType>(value: S) => z.object({ de: value, en: value });

/** What is sent to whom: the first fitting package answers (spec 4). How fast is in the deadlines document. */
export const FulfilmentDocument = DocumentHead.extend({
  company: Company,
  /** Name in From and below the letter. */
  sender: inEachLanguage(Name),
  /** Notice of Art. 13 GDPR that each mail links to. */
  privacy: inEachLanguage(z.url({ protocol: /^https$/ })),
  /** Language of the answer where neither the person nor the inquiry tells: by country, else as said here. */
  languages: z.object({
    countries: z.record(z.string().regex(/^[A-Z]{2}$/), MailLanguage),
    /** For other countries, and for languages that nothing is written in. */
    abroad: MailLanguage,
    /** Where not even the country is known. */
    unknown: MailLanguage,
  }),
  /** Mails to one mailbox within a day, answers and series; what is asked beyond waits for a person, because it is hardly meant well. */
  mailsPerDay: z.number().int().min(1).max(100),
  /** Reasons of a quarantine in spite of which the person is answered at once. */
  answeredInQuarantine: z.array(z.string().min(1)),
  /** Inquiries that get no answer, by written rule. */
  unanswered: z.array(z.object({ id: Id, when: Condition, because: z.string().min(1) })),
  /** Subject of a mail with several packages; else that of its package. */
  severalSubject: inEachLanguage(Line),
  /** In the order in which they are tried: special ones first, general ones last. */
  packages: z.array(Package).min(1),
});
export type FulfilmentDocument = z.infer<typeof FulfilmentDocument>;

/** Whether a condition of the document asks for target groups. */
export function asksForGroups({
  packages,
  unanswered,
}: Pick<FulfilmentDocument, 'packages' | 'unanswered'>): boolean {
  return [...packages, ...unanswered].some(({ when }) => when?.includes('lead.groups'));
}
