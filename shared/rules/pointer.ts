import * as z from 'zod';

/**
 * What a parameter holds instead of a document that is too large for it: where the document lies in the rules bucket.
 * `{ "version": 3, "note": "why", "object": "documents/agents-0123456789abcdef.json" }`
 */
const Pointer = z.object({
  $schema: z.string().optional(),
  version: z.number().int().min(1),
  note: z.string().min(1),
  object: z.string().regex(/^[\w-]+\/[\w.-]+\.json$/),
});

/** The object that a text points to; null where it is a document itself, or nothing that can be read. */
export function pointedTo(text: string): string | null {
  try {
    const { success, data } = Pointer.safeParse(JSON.parse(text));
    return success ? data.object : null;
  } catch {
    return null;
  }
}
