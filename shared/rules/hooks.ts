import * as z from 'zod';
import { Channel } from '../domain/facts.ts';

/**
 * Where something lies in a body: names with points between, `[]` for each of a list, `{}` for each value of an object;
 * `|json` reads a text as JSON, `|pairs` as `Name:Anna, Email:…`. The empty path is the whole.
 */
const Path = z.string().max(200);
const Paths = z.array(Path).min(1);
/** The first path that leads somewhere counts. */
const Either = z.union([Path.transform((path) => [path]), Paths]);

/** A list of answers, each with the name of what was asked and the answer. */
const HookList = z.lazy(() =>
  z.object({
    items: Either,
    names: Either,
    values: Either,
    /** Where the kind of question is told, such as `email` or `long_text`. */
    kind: Path.optional(),
    /** Where questions are described apart from answers: in `items`, those whose `key` is what the answer has under `of`. */
    asked: z.object({ items: Either, key: Either, of: Path, names: Either }).optional(),
    /** Where an answer names choices by an id: their list (of the answer, or of the question), id and text. */
    choices: z.object({ items: Path, id: Path, text: Either }).optional(),
  }),
);
export type HookList = z.infer<typeof HookList>;

/** How it is made sure that a tool sent the body, with the key of this source. */
const HookCheck = z.lazy(() =>
  z.discriminatedUnion('by', [
    /** A keyed hash (SHA-256) over the body, or over a text with `{body} {timestamp} {method} {url}` in it. */
    z.object({
      by: z.literal('hmac'),
      header: z.string(),
      encoding: z.enum(['hex', 'base64']),
      /** Stands before the hash in the header. */
      prefix: z.string().default(''),
      over: z.string().default('{body}'),
      /** Header with the time of sending; `t` where it stands in the header of the hash: `t=…,v1=…`. */
      timestamp: z.string().optional(),
    }),
    /** The key itself in the body. */
    z.object({ by: z.literal('body'), path: Path }),
    /** A signed token in a header that tells the hash of the body. */
    z.object({ by: z.literal('token'), header: z.string() }),
    /** The tool signs nothing: where a key is configured, it must come as `?key=` or in the header `x-hook-key`. */
    z.object({ by: z.literal('key') }),
  ]),
);
export type HookCheck = z.infer<typeof HookCheck>;

/** How the bodies of one tool are read. */
const parts = z.lazy(() =>
  z.object({
    channel: Channel,
    /** A body that has all paths of one of these is of this tool. */
    marks: z.array(Paths),
    /** Where the leads lie; the whole unless told. */
    leads: Either,
    /** Objects with one member for each field; the whole (``) only where the others are missing. */
    fields: z.array(Path),
    lists: z.array(HookList),
    /** What is told about the lead itself: canonical field or `utm.…` to where it lies. */
    about: z.record(z.string(), Either),
    /** What the tool calls a field or question, to its canonical name; capitals, blanks and hyphens do not matter. */
    names: z.record(z.string(), z.string()),
    /** The same for kinds of questions. */
    kinds: z.record(z.string(), z.string()),
    /** Names that tell nothing about the person; `*` stands for any ending. */
    ignore: z.array(z.string()),
    /** Where a body tells of other things too: paths, and what they say of a lead. Where one says anything else, it is none. */
    only: z.record(z.string(), z.array(z.string())),
    /** True where somebody tries the tool out. */
    test: Path.optional(),
    /** The body holds only this id; the lead itself must be fetched from the tool. */
    fetch: Path.optional(),
    /** Where it is fetched, if the secret holds `{source}.token`: an address with `{id}` in it, and headers besides the token. */
    retrieve: z
      .object({
        url: z.url({ protocol: /^https$/ }).includes('{id}'),
        headers: z.record(z.string(), z.string()).optional(),
      })
      .optional(),
    check: HookCheck,
  }),
);

/** Tools whose bodies are understood without a word in the rules (`functions/ingest/rules/hooks/tools.json`). */
export const hookTools = [
  ...[
    'form',
    'typeform',
    'hubspot',
    'webflow',
    'contact-form-7',
    'gravity-forms',
    'netlify',
    'formspree',
    'tally',
  ],
  ...['jotform', 'google-forms', 'meta', 'google-ads', 'linkedin', 'elementor'],
] as const;

/** What is not said of a tool. */
const unsaid = {
  marks: [],
  leads: [''],
  fields: [],
  lists: [],
  about: {},
  names: {},
  kinds: {},
  ignore: [],
  only: {},
  check: { by: 'key' as const },
};

export const HookTool = z.lazy(() =>
  parts
    .unwrap()
    .partial()
    .required({ channel: true })
    .transform((said): z.infer<typeof parts> => ({ ...unsaid, ...said })),
);
export type HookTool = z.infer<typeof HookTool>;

/** A source of the rules: a known tool, and what is different about this form. */
export const HookSource = z.lazy(() => parts.unwrap().partial().extend({ like: z.string().optional() }));
export type HookSource = z.infer<typeof HookSource>;
