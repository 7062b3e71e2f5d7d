import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const defaults = resolve(import.meta.dirname, '../../shared/rules/defaults');
/** Bytes that a standard parameter holds for nothing, and an advanced one for a few cents a month. */
const standardBytes = 4096;
const advancedBytes = 8192;

export type DefaultDocument = { name: string; text: string; large: boolean };

/**
 * The documents of the demo company as parameters: the path below shared/rules/defaults is the name. Laid out for reading
 * where that fits, else without white space.
 */
export function defaultDocuments(): DefaultDocument[] {
  return ['rules', 'directory'].flatMap((folder) => {
    const path = join(defaults, folder);
    if (!existsSync(path)) return [];
    return readdirSync(path, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .sort()
      .map((file) =>
        asParameter(`${folder}/${file.slice(0, -'.json'.length)}`, readFileSync(join(path, file), 'utf8')),
      );
  });
}

/**
 * @param source JSON text
 * @throws where it has more than 8 KB without white space
 */
export function asParameter(name: string, source: string): DefaultDocument {
  const parsed: unknown = JSON.parse(source);
  const layouts = [JSON.stringify(parsed, null, 2), JSON.stringify(parsed)];
  for (const limit of [standardBytes, advancedBytes])
    for (const text of layouts)
      if (Buffer.byteLength(text) <= limit) return { name, text, large: limit > standardBytes };
  throw new Error(
    `${name} has more than ${advancedBytes} bytes: split it (${name}/criteria, ${name}/thresholds …)`,
  );
}
