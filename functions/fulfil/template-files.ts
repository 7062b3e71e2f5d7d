import { checkTemplate } from '../../shared/mail/template.ts';
import { log } from '../../shared/observe/log.ts';
import type { Now } from '../../shared/ports/clock.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { answerVariables } from '../../shared/rules/fulfilment.ts';
import { de } from './templates/de.ts';
import { en } from './templates/en.ts';

/** The texts that come with the product, by file name. */
export const shipped: Readonly<Record<string, string>> = { ...de, ...en };

/** Texts by file name. A name that there is no usable text for is missing. */
export interface TemplateFiles {
  read(keys: readonly string[]): Promise<Map<string, string>>;
}

/**
 * The texts of mails: a file in the templates bucket, else what comes with the product. A file that cannot be used
 * (unknown variable, unclosed condition) is logged and its last good version stays in use, as far as this environment
 * has seen one, else the shipped text; the same while the bucket does not answer.
 * @param ttlSeconds how long the bucket's files are kept before they are asked for again
 */
export function templateFiles(options: { objects: Objects; ttlSeconds: number; now: Now }): TemplateFiles {
  const { objects, ttlSeconds, now } = options;
  const inUse = new Map(Object.entries(shipped));
  const fetched = new Set<string>();
  let keys = new Set<string>();
  let listedAt = Number.NEGATIVE_INFINITY;

  async function refresh(): Promise<void> {
    const at = Date.parse(now());
    if (at - listedAt < ttlSeconds * 1000) return;
    keys = new Set((await objects.list('')).map(({ key }) => key));
    fetched.clear();
    listedAt = at;
  }

  async function fetchText(key: string): Promise<void> {
    if (!keys.has(key)) {
      const text = shipped[key];
      if (text === undefined) inUse.delete(key);
      else inUse.set(key, text);
      return;
    }
    if (fetched.has(key)) return;
    const text = Buffer.from((await objects.get(key)) ?? '').toString('utf8');
    fetched.add(key);
    const [problem] = text.trim() === '' ? [{ line: 1 }] : checkTemplate(text, answerVariables);
    if (problem) log.warn('template-refused', { key, line: problem.line });
    else inUse.set(key, text);
  }

  return {
    async read(wanted) {
      try {
        await refresh();
        await Promise.all(wanted.map(fetchText));
      } catch (cause) {
        log.warn('templates-unavailable', {}, cause);
      }
      return new Map([...inUse].filter(([key]) => wanted.includes(key)));
    },
  };
}
