import * as z from 'zod';

/** Who writes: stands on every mail, as the law on business letters asks for (§ 35a GmbHG, § 5 DDG). */
export const Company = z.object({
  name: z.string().min(1).max(80),
  website: z.url({ protocol: /^https$/ }),
  /** Name and form, address, register, managing directors, VAT number: a line each. */
  imprint: z.array(z.string().min(1).max(200)).min(1),
});
export type Company = z.infer<typeof Company>;
