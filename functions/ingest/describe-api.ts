import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { ProblemBody } from '../../shared/http/api/problem.ts';
import { api } from '../../shared/http/api.ts';
import type { ApiRoute } from '../../shared/http/routes/route.ts';

const problem = {
  description: 'Problem details',
  content: { 'application/problem+json': { schema: ProblemBody } },
};

function responses({ answers, refusals }: ApiRoute): ZodOpenApiResponsesObject {
  const all: ZodOpenApiResponsesObject = { ...answers };
  for (const status of [...refusals, '503'] as const) all[status] = problem;
  return all;
}

function operation(route: ApiRoute): ZodOpenApiOperationObject {
  const { summary, staff, params, query, headers, body } = route;
  return {
    summary,
    ...(staff ? { security: [{ staff: [] }] } : {}),
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(headers ? { header: headers } : {}),
    },
    ...(body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(body.types.map((type) => [type, { schema: body.schema }])),
          },
        }
      : {}),
    responses: responses(route),
  };
}

/** The description of the HTTP API (OpenAPI 3.1) out of the schemas that check requests. */
export function describeApi(version: string): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of api) paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Leitwerk',
      version,
      description: 'Takes every inquiry, answers it in time and brings it to the right person in sales.',
    },
    paths,
    components: { securitySchemes: { staff: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  });
}
