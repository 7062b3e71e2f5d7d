import * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';

export interface ApiRoute {
  method: 'get' | 'head' | 'post';
  path: string;
  summary: string;
  /** Only for signed-in staff. */
  staff: boolean;
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: { types: readonly string[]; schema: z.ZodType };
  /** Answers by status; those without a schema are described in words. Every route may also answer with a problem. */
  answers: ZodOpenApiResponsesObject;
  /** Statuses of refusals, all as problem details. */
  refusals: readonly `4${number}`[];
}

/** An answer in JSON, with its schema or in words. */
export const data = (description: string, schema?: z.ZodType) => {
  return { description, content: { 'application/json': schema ? { schema } : {} } };
};
export const text = (description: string, type: string) => ({ description, content: { [type]: {} } });
export const page = (description: string) => ({ description, content: { 'text/html': {} } });
export const id = z.object({ id: z.string() });
export const token = z.object({ token: z.string() });
export const attachment = { inquiry: z.string(), number: z.string().meta({ description: 'From 1' }) };
export const bytes = { description: 'The file, to be saved', content: { 'application/octet-stream': {} } };
export const cursor = z.string().meta({ description: 'From the answer before, for the next page' });
export const staffRefusals = ['401', '403'] as const;
