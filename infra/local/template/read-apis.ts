import * as z from 'zod';
import type { Resource } from '../contract.ts';
import { unqualified } from './addresses.ts';
import type { ApiModel, AuthorizerModel, CorsModel, RouteModel } from './model.ts';
import { TemplateError } from './resolve.ts';

const corsSchema = z.object({
  AllowOrigins: z.array(z.string()).default([]),
  AllowMethods: z.array(z.string()).default([]),
  AllowHeaders: z.array(z.string()).default([]),
  ExposeHeaders: z.array(z.string()).default([]),
  MaxAge: z.coerce.number().optional(),
  AllowCredentials: z.boolean().default(false),
});
const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizerId: z.string().optional(),
});
const integrationSchema = z.object({
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().default(30_000),
});
const authorizerSchema = z.object({
  AuthorizerType: z.literal('REQUEST'),
  AuthorizerUri: z.string(),
  EnableSimpleResponses: z.literal(true),
  IdentitySource: z.array(z.string()).default([]),
});

/** HTTP APIs with their routes; what the local cloud does not carry (other payloads, other authorisers) is an error. */
export function readApis(resources: (type: string) => readonly Resource[]): ApiModel[] {
  const integrations = byRef(resources('AWS::ApiGatewayV2::Integration'));
  const authorizers = byRef(resources('AWS::ApiGatewayV2::Authorizer'));
  const routes = resources('AWS::ApiGatewayV2::Route').map(({ logicalId, properties }) => {
    const route = routeSchema.parse(properties);
    const integration = integrations.get(route.Target.replace('integrations/', ''));
    if (!integration) throw new TemplateError(`route ${route.RouteKey} (${logicalId}) has no integration`);
    const authorizer = route.AuthorizerId ? authorizers.get(route.AuthorizerId) : undefined;
    return { apiId: route.ApiId, model: readRoute(route.RouteKey, integration, authorizer) };
  });
  return resources('AWS::ApiGatewayV2::Api').map(({ ref, properties }) => {
    const cors = properties.CorsConfiguration;
    const own = routes.filter(({ apiId }) => apiId === ref).map(({ model }) => model);
    return { id: ref, routes: own, ...(cors ? { cors: readCors(corsSchema.parse(cors)) } : {}) };
  });
}

const byRef = (list: readonly Resource[]): Map<string, Resource> =>
  new Map(list.map((item) => [item.ref, item]));

function readRoute(key: string, integration: Resource, authorizer: Resource | undefined): RouteModel {
  const { IntegrationUri, TimeoutInMillis } = integrationSchema.parse(integration.properties);
  const [method = 'ANY', path = key] = key.split(' ');
  return {
    key,
    method: key === '$default' ? 'ANY' : method,
    path,
    functionArn: functionOf(IntegrationUri),
    timeoutMilliseconds: TimeoutInMillis,
    ...(authorizer ? { authorizer: readAuthorizer(authorizer) } : {}),
  };
}

function readAuthorizer(authorizer: Resource): AuthorizerModel {
  const { AuthorizerUri, IdentitySource } = authorizerSchema.parse(authorizer.properties);
  return { functionArn: functionOf(AuthorizerUri), identitySources: IdentitySource };
}

/** The function in `arn:aws:apigateway:…:lambda:path/2015-03-31/functions/{ARN}/invocations`, or the ARN itself. */
const functionOf = (uri: string): string =>
  unqualified(/functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri);

function readCors(cors: z.infer<typeof corsSchema>): CorsModel {
  return {
    origins: cors.AllowOrigins,
    methods: cors.AllowMethods,
    headers: cors.AllowHeaders,
    exposed: cors.ExposeHeaders,
    credentials: cors.AllowCredentials,
    ...(cors.MaxAge === undefined ? {} : { maxAgeSeconds: cors.MaxAge }),
  };
}
