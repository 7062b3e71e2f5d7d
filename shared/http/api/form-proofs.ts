import * as z from 'zod';

/** What `GET /v1/form-token` answers. */
export const FormToken = z
  .object({ token: z.string().meta({ description: 'For the field `leitwerkToken` of the form' }) })
  .meta({ id: 'FormToken' });
export type FormToken = z.infer<typeof FormToken>;

/** What `GET /v1/challenge` answers: a challenge as the widget of ALTCHA reads it (protocol 1): which number makes this hash? */
export const Challenge = z
  .object({
    algorithm: z.literal('SHA-256'),
    challenge: z.string(),
    maxnumber: z.number().int(),
    salt: z.string(),
    signature: z.string(),
  })
  .meta({ id: 'Challenge' });
export type Challenge = z.infer<typeof Challenge>;
