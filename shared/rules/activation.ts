import * as z from 'zod';
import { DocumentHead } from './document.ts';

/** Which documents go in force as soon as they are written and checked, and which wait for a person. */
export const ActivationDocument = DocumentHead.extend({
  /** Subjects, such as `routing`, whose changes are held until `leitwerk rules activate` lets them go. */
  hold: z
    .array(z.string().min(1))
    .refine((names) => new Set(names).size === names.length, 'a document is named twice')
    .refine((names) => !names.includes('activation'), 'this document itself cannot be held'),
});
export type ActivationDocument = z.infer<typeof ActivationDocument>;
