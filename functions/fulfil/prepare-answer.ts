import { extname } from 'node:path';
import type { ActiveDocument } from '../../shared/ports/active-rules.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import type { FulfilmentDocument, Package } from '../../shared/rules/fulfilment.ts';
import type { SentAnswer } from './answer-record.ts';
import type { Question } from './rules/may-answer.ts';
import { packagesFor } from './rules/packages-for.ts';
import type { TemplateFiles } from './template-files.ts';
import { type Answer, writeAnswer } from './write-answer.ts';

export type PreparedAnswer =
  | {
      outcome: 'ready';
      mail: Omit<OutgoingMail, 'tags'>;
      sent: Omit<SentAnswer, 'mailId'>;
      because: string;
    }
  /** A person must answer. */
  | { outcome: 'failed'; reason: 'no-package' | 'template-missing' | 'attachment-missing'; because: string };

export interface Shelves {
  templates: TemplateFiles;
  /** The templates bucket, which holds attachments too. */
  objects: Objects;
}

const CONTENT_TYPES: Record<string, string> = {
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ics': 'text/calendar',
  '.docx': 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

/**
 * Everything about an answer before it is sent: packages, texts, attachments, the written mail.
 * @throws Fault of the bucket (retryable) where an attachment cannot be read now
 */
export async function prepareAnswer(
  question: Question & Pick<Answer, 'to' | 'sender' | 'questions' | 'ownData' | 'follow'>,
  fulfilment: ActiveDocument<FulfilmentDocument>,
  { templates, objects }: Shelves,
): Promise<PreparedAnswer> {
  const { hash: rulesHash, document } = fulfilment;
  const choice = packagesFor(question, document);
  if (choice.outcome === 'none') return { outcome: 'failed', reason: 'no-package', because: choice.because };
  const [first, ...more] = choice.packages;
  if (!first) return { outcome: 'failed', reason: 'no-package', because: choice.because };
  const packages: [Package, ...Package[]] = [first, ...more];

  const texts = await textsOf(packages, question.questions !== '', templates);
  if ('missing' in texts) return { outcome: 'failed', reason: 'template-missing', because: texts.missing };
  const attachments = await attachmentsOf(packages, objects);
  if ('missing' in attachments)
    return { outcome: 'failed', reason: 'attachment-missing', because: attachments.missing };

  const mail = writeAnswer({ ...question, packages, texts, attachments: attachments.found, document });
  const ids = packages.map(({ id }) => id).join('_');
  return { outcome: 'ready', mail, sent: { package: ids, rulesHash }, because: choice.because };
}

async function textsOf(
  packages: readonly [Package, ...Package[]],
  asks: boolean,
  templates: TemplateFiles,
): Promise<Answer['texts'] | { missing: string }> {
  const parts = ['opening', 'closing', 'notice', ...(asks ? ['questions'] : [])];
  const frame = parts.map((part) => `${packages[0].language}/${part}.md`);
  const keys = [...frame, ...packages.flatMap(({ template }) => template ?? [])];
  const found = await templates.read(keys);
  const missing = keys.find((key) => !found.has(key));
  if (missing) return { missing };
  const [opening = '', closing = '', notice = '', questions = ''] = frame.map((key) => found.get(key));
  const own = packages.map(({ template, text }) => (template ? found.get(template) : text) ?? '');
  return { opening, questions, closing, notice, packages: own };
}

async function attachmentsOf(
  packages: readonly Package[],
  objects: Objects,
): Promise<{ found: Answer['attachments'] } | { missing: string }> {
  const keys = [...new Set(packages.flatMap(({ attachments = [] }) => attachments))];
  const contents = await Promise.all(keys.map((key) => objects.get(key)));
  const missing = keys.find((_, index) => !contents[index]);
  if (missing) return { missing };
  const found = keys.map((key, index) => ({
    name: key.split('/').at(-1) ?? key,
    contentType: CONTENT_TYPES[extname(key)] ?? 'application/octet-stream',
    content: contents[index] ?? new Uint8Array(),
  }));
  return { found };
}
