import * as z from 'zod';

/** How each rule document begins: which schema it follows, its version and why it was changed. */
export const DocumentHead = z.object({
  $schema: z.string().optional(),
  version: z.number().int().min(1),
  note: z.string().min(1),
});
