import type { Company } from './company.ts';
import { type Filled, type Form, fillBlocks, fillIn } from './fill-in.ts';
import { type FollowLink, followLinks } from './follow-links.ts';
import { htmlPage } from './html-layout.ts';
import type { MailLanguage } from './language.ts';
import { singleLine } from './single-line.ts';
import { parseTemplate, type Variables } from './template.ts';

/** A letter before it is written out: templates and what stands for their variables. */
export interface Letter {
  language: MailLanguage;
  /** Template of one line. */
  subject: string;
  /** Ready text, as `salutation` gives it. */
  greeting: string;
  /** Templates, one below the other. */
  parts: readonly string[];
  /** Template below the line: why this mail came, what happens to the data. */
  footer: string;
  variables: Variables;
  company: Company;
  /** How clicks in the parts are heard of; none: nobody hears of them. */
  follow?: FollowLink | undefined;
}

/** Characters of the line that mail programs show beside the subject. */
const PREVIEW_LENGTH = 120;
const MAX_SUBJECT_LENGTH = 150;

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

const plain: Form = { escape: String, link: (label, address) => `${label} <${address}>` };
const html: Form = { escape: escapeHtml, link: (label, address) => `<a href="${address}">${label}</a>` };
/** Where the mail provider counts clicks, it must leave the addresses as they are: those that are to be counted are ours. */
const followed: Form = {
  escape: escapeHtml,
  link: (label, address) => `<a ses:no-track href="${address}">${label}</a>`,
};

/** Writes a letter out: subject in one line, and the same words as plain text and as HTML. */
export function composeLetter(letter: Letter): { subject: string; text: string; html: string } {
  const { variables, greeting, company, language, follow } = letter;
  const parts = parseTemplate(letter.parts.join('\n\n'));
  const body = follow ? followLinks(parts, follow) : parts;
  const form = follow ? followed : html;
  const footer = parseTemplate(letter.footer);
  const subject = singleLine(fillIn(letter.subject, variables, String), MAX_SUBJECT_LENGTH);
  const words = fillBlocks(body, variables, plain);
  const below = fillBlocks(footer, variables, plain);
  const preview = words.find((block) => block.kind === 'paragraph');
  return {
    subject,
    text: plainPage(greeting, words, [...below.map(plainBlock), company.imprint.join('\n'), company.website]),
    html: htmlPage({
      language,
      title: escapeHtml(subject),
      preview: escapeHtml(singleLine(preview?.kind === 'paragraph' ? preview.text : '', PREVIEW_LENGTH)),
      company: escapeHtml(company.name),
      greeting: escapeHtml(greeting),
      body: fillBlocks(body, variables, form),
      footer: fillBlocks(footer, variables, form),
      imprint: company.imprint.map(escapeHtml),
      website: form.link(escapeHtml(company.website), escapeHtml(company.website)),
    }),
  };
}

/** `-- ` with a blank is the line by which mail programs know what is no part of the message (RFC 3676). */
function plainPage(greeting: string, body: readonly Filled[], footer: readonly string[]): string {
  return `${[greeting, ...body.map(plainBlock)].join('\n\n')}\n\n-- \n${footer.join('\n\n')}\n`;
}

function plainBlock(block: Filled): string {
  if (block.kind === 'list') return block.items.map((item) => `- ${item}`).join('\n');
  return block.kind === 'heading' ? `${block.text}\n${'-'.repeat([...block.text].length)}` : block.text;
}
