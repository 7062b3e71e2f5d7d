import * as z from 'zod';

/** Languages that letters are written in. */
export const MailLanguage = z.enum(['de', 'en']);
export type MailLanguage = z.infer<typeof MailLanguage>;
