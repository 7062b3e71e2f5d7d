import { randomInt, randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import type { Cloud, Resource, Service } from '../../contract.ts';
import { isRecord, parseJson } from '../json.ts';
import { AwsRefusal, jsonService } from '../json-service.ts';

const Row = z.object({
  arn: z.string(),
  name: z.string(),
  value: z.string(),
  versionId: z.string(),
  madeAt: z.string(),
});
const Request = z.object({ SecretId: z.string() });

/** The template's secrets, each made once and kept: a link signed yesterday is still good tomorrow. */
export function createSecretsService(store: DatabaseSync, cloud: Pick<Cloud, 'model' | 'now'>): Service {
  store.exec(`CREATE TABLE IF NOT EXISTS secrets (arn TEXT PRIMARY KEY, name TEXT NOT NULL, value TEXT NOT NULL,
    versionId TEXT NOT NULL, madeAt TEXT NOT NULL)`);
  const insert = store.prepare(
    'INSERT OR IGNORE INTO secrets (arn, name, value, versionId, madeAt) VALUES (?, ?, ?, ?, ?)',
  );
  for (const secret of cloud.model.resources('AWS::SecretsManager::Secret')) {
    const name = String(secret.properties.Name ?? secret.logicalId);
    insert.run(secret.ref, name, firstValue(secret), randomUUID(), cloud.now().toISOString());
  }
  return jsonService('secretsmanager', {
    GetSecretValue: (request) => {
      const id = Request.safeParse(request).data?.SecretId ?? '';
      const row = store.prepare('SELECT * FROM secrets WHERE arn = ?1 OR name = ?1').get(id);
      if (!row)
        throw new AwsRefusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
      const { arn, name, value, versionId, madeAt } = Row.parse(row);
      const version = {
        VersionId: versionId,
        VersionStages: ['AWSCURRENT'],
        CreatedDate: Date.parse(madeAt) / 1000,
      };
      return { ARN: arn, Name: name, SecretString: value, ...version };
    },
  });
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';

/** The first value of a secret, given or generated (`GenerateSecretString` of CloudFormation; 32 characters if unsaid). */
export function firstValue({ properties }: Pick<Resource, 'properties'>): string {
  if (properties.SecretString !== undefined) return String(properties.SecretString);
  const wish = isRecord(properties.GenerateSecretString) ? properties.GenerateSecretString : {};
  const generated = randomText(alphabetOf(wish), Number(wish.PasswordLength ?? 32));
  if (wish.GenerateStringKey === undefined) return generated;
  const template = parseJson(String(wish.SecretStringTemplate ?? '{}'));
  return JSON.stringify({ ...(isRecord(template) && template), [String(wish.GenerateStringKey)]: generated });
}

function alphabetOf(wish: Record<string, unknown>): string {
  const parts = [
    wish.ExcludeLowercase ? '' : LETTERS,
    wish.ExcludeUppercase ? '' : LETTERS.toUpperCase(),
    wish.ExcludeNumbers ? '' : '0123456789',
    wish.ExcludePunctuation ? '' : PUNCTUATION,
  ];
  const excluded = new Set(String(wish.ExcludeCharacters ?? ''));
  return [...parts.join('')].filter((character) => !excluded.has(character)).join('');
}

function randomText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
