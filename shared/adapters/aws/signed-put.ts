/**
 * Puts objects without the S3 client: signing one kind of request takes forty lines, the client takes 140 kB of a bundle
 * that must start while a person waits for the answer to a form.
 */
import { createHash, createHmac } from 'node:crypto';
import { Fault } from '../../domain/faults.ts';
import type { Objects } from '../../ports/objects.ts';

/** Seconds after which a put is given up, so that the function can still answer within its own 10. */
const TIMEOUT_MS = 3_000;
const TRIES = 3;

export interface Signer {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  region: string;
  /** as it stands in the scope of the signature; S3 unless told */
  service?: string;
}

const sha256 = (data: Uint8Array | string): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: Buffer | string, data: string): Buffer => createHmac('sha256', key).update(data).digest();

/**
 * The headers of a signed request (Signature Version 4) without a query.
 * @param at ISO instant; S3 refuses what is more than 15 minutes off
 */
export function signedHeaders(
  request: { method: string; url: URL; headers: Record<string, string>; body: Uint8Array },
  { accessKeyId, secretAccessKey, sessionToken, region, service = 's3' }: Signer,
  at: string,
): Record<string, string> {
  const time = at.replace(/[-:]|\.\d{3}/g, '');
  const day = time.slice(0, 8);
  const headers: Record<string, string> = {
    ...request.headers,
    host: request.url.host,
    'x-amz-content-sha256': sha256(request.body),
    'x-amz-date': time,
    ...(sessionToken ? { 'x-amz-security-token': sessionToken } : {}),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    request.url.pathname,
    '',
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    headers['x-amz-content-sha256'],
  ].join('\n');
  const scope = `${day}/${region}/${service}/aws4_request`;
  const key = [service, 'aws4_request'].reduce(hmac, hmac(hmac(`AWS4${secretAccessKey}`, day), region));
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString('hex');
  return {
    ...headers,
    authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope},SignedHeaders=${names.join(';')},Signature=${signature}`,
  };
}

/** Where a bucket answers: on AWS under its own name, elsewhere (`AWS_ENDPOINT_URL`) below the endpoint. */
function addressOf(bucket: string, key: string, env: NodeJS.ProcessEnv): URL {
  const endpoint = env.AWS_ENDPOINT_URL_S3 ?? env.AWS_ENDPOINT_URL;
  const path = key.split('/').map(encodeURIComponent).join('/');
  return endpoint
    ? new URL(`/${bucket}/${path}`, endpoint)
    : new URL(`https://${bucket}.s3.${env.AWS_REGION}.amazonaws.com/${path}`);
}

/**
 * Puts objects into one bucket with the credentials of the running function.
 * @throws Fault `objects-unavailable` (retryable), `objects-refused` (not: no permission, no such bucket)
 */
export function signedPut(bucket: string, env: NodeJS.ProcessEnv = process.env): Pick<Objects, 'put'> {
  return {
    async put(key, content, contentType) {
      const body = Uint8Array.from(typeof content === 'string' ? Buffer.from(content) : content);
      const request = {
        method: 'PUT',
        url: addressOf(bucket, key, env),
        headers: { 'content-type': contentType },
        body,
      };
      for (let tries = 1; ; tries++) {
        const status = (await sendSigned(request, env))?.status ?? null;
        if (status !== null && status < 300) return;
        const passing = status === null || status >= 500 || status === 429;
        if (!passing) throw new Fault('objects-refused', { retryable: false, detail: String(status) });
        if (tries === TRIES)
          throw new Fault('objects-unavailable', { retryable: true, detail: String(status) });
      }
    },
  };
}

/** @returns the answer to a request signed with the credentials of the running function, or null if there was none in time */
export async function sendSigned(
  request: Parameters<typeof signedHeaders>[0],
  env: NodeJS.ProcessEnv,
  service = 's3',
): Promise<{ status: number; text: string } | null> {
  const signer = {
    accessKeyId: env.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? '',
    ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
    region: env.AWS_REGION ?? '',
    service,
  };
  try {
    const { host: _, ...headers } = signedHeaders(request, signer, new Date().toISOString());
    const answer = await fetch(request.url, {
      method: request.method,
      headers,
      body: Buffer.from(request.body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: answer.status, text: await answer.text() };
  } catch {
    return null;
  }
}
