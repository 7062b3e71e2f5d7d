import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair, importPKCS8, type JWK, SignJWT } from 'jose';
import * as z from 'zod';
import type { Cloud } from '../../contract.ts';

const ALGORITHM = 'RS256';
/** Tokens of the local issuer outlive any move of the clock: they end with the year 2099. */
const EXPIRES_AT = Date.UTC(2100, 0, 1) / 1000;

export const ROLES = ['process-owner', 'marketing', 'call-agent', 'member', 'partner'] as const;
type Role = (typeof ROLES)[number];

/** The sign-in of the local cloud, in the place of the template's Cognito user pool. */
export interface Issuer {
  readonly url: string;
  readonly keys: { keys: JWK[] };
  /** The one client that tokens are for, and the one address to which its people are led back. */
  readonly client: { id: string; redirectUri: string };
  /** A signed ID token, with the claims that Cognito would give; `owner` is the member or partner whose leads it may see. */
  token(role: Role, owner?: string, nonce?: string): Promise<string>;
}

type IssuerCloud = Pick<Cloud, 'model' | 'dataDir' | 'publicUrl' | 'now'>;

/** Opens the issuer with its own key (made once, kept in the data folder) and writes the process owner's token there. */
export async function openIssuer(cloud: IssuerCloud): Promise<Issuer> {
  const url = `${cloud.publicUrl}/_local/issuer`;
  const { key, publicKey } = await openKey(cloud.dataDir);
  const audience = cloud.model.resources('AWS::Cognito::UserPoolClient')[0]?.ref ?? 'leitwerk';
  const issuer: Issuer = {
    url,
    keys: { keys: [publicKey] },
    client: { id: audience, redirectUri: `${cloud.publicUrl}/v1/login/callback` },
    token: (role, owner, nonce) =>
      new SignJWT({ ...claims(role, owner), ...(nonce !== undefined && { nonce }) })
        .setProtectedHeader({ alg: ALGORITHM, kid: publicKey.kid ?? '' })
        .setIssuer(url)
        .setAudience(audience)
        .setSubject(`local-${owner ?? role}`)
        .setIssuedAt(cloud.now())
        .setExpirationTime(EXPIRES_AT)
        .sign(key),
  };
  writeFileSync(join(cloud.dataDir, 'staff-token'), await issuer.token('process-owner'), { mode: 0o600 });
  return issuer;
}

function claims(role: Role, owner: string | undefined): Record<string, string> {
  return {
    token_use: 'id',
    'cognito:username': `local-${owner ?? role}`,
    'custom:role': role,
    ...(owner !== undefined && { 'custom:owner': owner }),
  };
}

const KeyFile = z.object({ kid: z.string(), pkcs8: z.string() });

async function openKey(dataDir: string): Promise<{ key: CryptoKey; publicKey: JWK }> {
  const file = join(dataDir, 'issuer-key.json');
  const { kid, pkcs8 } = readKey(file) ?? (await makeKey(file));
  const key = await importPKCS8(pkcs8, ALGORITHM, { extractable: true });
  const { n, e } = await exportJWK(key);
  return {
    key,
    publicKey: { kty: 'RSA', alg: ALGORITHM, use: 'sig', kid, ...(n && { n }), ...(e && { e }) },
  };
}

function readKey(file: string): z.infer<typeof KeyFile> | undefined {
  try {
    return KeyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // absent or torn by a kill: a new key is as good, the tokens are written anew at each start
    return undefined;
  }
}

async function makeKey(file: string): Promise<z.infer<typeof KeyFile>> {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const made = { kid: randomUUID(), pkcs8: await exportPKCS8(privateKey) };
  writeFileSync(file, JSON.stringify(made), { mode: 0o600 });
  return made;
}
