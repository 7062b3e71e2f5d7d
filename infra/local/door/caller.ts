/** Who calls which service, read from the signature: each function signs with its own name as access key. */
export interface Caller {
  readonly name: string;
  readonly service: string;
}

/** `AWS4-HMAC-SHA256 Credential=IngestForm/20261121/eu-central-1/dynamodb/aws4_request, …` */
export function callerOf(authorization: string | undefined): Caller | undefined {
  const start = authorization?.indexOf('Credential=') ?? -1;
  if (!authorization || start < 0) return undefined;
  const [name, , , service] = authorization.slice(start + 11, authorization.indexOf(',', start)).split('/');
  return name && service ? { name, service } : undefined;
}
