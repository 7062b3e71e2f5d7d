import * as z from 'zod';

/** One thing that somebody did, as sites and tools tell it to `POST /v1/events`. */
export const SeenBody = z
  .looseObject({
    type: z.string().trim().min(1).max(100).meta({
      description: 'What was done, by a name of the intake document',
      example: 'white-paper',
    }),
    at: z.iso.datetime({ offset: true }).meta({ description: 'When; what lies ahead counts as now' }),
    lead: z
      .string()
      .regex(/^lead_[a-z0-9]{10,60}$/)
      .optional(),
    email: z.string().max(320).optional(),
    visitorId: z
      .string()
      .min(8)
      .max(100)
      .optional()
      .meta({ description: 'Under which the site knows a browser; only with a consent' }),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2000)
      .optional(),
    campaign: z.string().max(100).optional(),
    consent: z.string().trim().min(1).max(200).optional().meta({
      description:
        'Which consent allows to keep this with the person. Without one, the consent that the lead gave us counts; else it is counted and linked to nobody',
    }),
  })
  .meta({ id: 'SeenBody' });
export type SeenBody = z.infer<typeof SeenBody>;

/** What `GET /v1/segments` answers: enough for a browser to find its own segments, nothing about anybody. */
export const Segments = z
  .object({
    segments: z.array(
      z.object({
        id: z.string().meta({ example: 'prices' }),
        types: z.array(z.string()).meta({ description: 'Acts of these types count' }),
        atLeast: z.int().meta({ description: 'Acts that make the segment' }),
        withinDays: z.int().meta({ description: 'Days back from now in which acts count' }),
      }),
    ),
    names: z.record(z.string(), z.string()).meta({ description: 'Other names of the types' }),
    pages: z
      .array(z.object({ path: z.string(), type: z.string() }))
      .meta({ description: 'Page views whose path begins so are of that type; the first counts' }),
  })
  .meta({ id: 'Segments' });
export type Segments = z.infer<typeof Segments>;

/** What `POST /v1/events` answers; the same whether or not somebody is known here. */
export const EventsAccepted = z
  .object({
    accepted: z.number().int().meta({ description: 'Acts of a type that the rules know' }),
    unknown: z.number().int().meta({ description: 'Acts of other types: counted, and worth nothing' }),
  })
  .meta({ id: 'EventsAccepted' });
export type EventsAccepted = z.infer<typeof EventsAccepted>;
