import type { LeadAction } from '../../../shared/domain/lifecycle.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { DeclineReason, LostReason, ReturnReason } from '../rules/act.ts';
import { type Language, words } from './words.ts';

/** Where a form goes, and what it carries besides what a person fills in. */
export interface FormFrame {
  language: Language;
  /** Address; the page's own where it is left out. */
  to?: string;
  hidden?: Markup;
}

/** One action as a form that opens on demand. Reasons are chosen, notes are free. */
export function actionForm(action: LeadAction, frame: FormFrame): Markup {
  const { language } = frame;
  const say = words[language];
  const fields: Partial<Record<LeadAction, Markup>> = {
    decline: select('decline', DeclineReason.options, language),
    return: markup`${select('return', ReturnReason.options, language)}${field('return', 'missing', say.sections.missing, { hint: say.sections.missingHint })}`,
    opportunity: field('opportunity', 'volume', say.sections.volume, { number: true }),
    won: markup`${field('won', 'value', say.sections.value, { number: true })}${field('won', 'orderId', say.sections.order, {})}`,
    lost: select('lost', LostReason.options, language),
  };
  const noteId = `${action}-note`;
  return openForm(
    { action, label: say.actions[action] },
    frame,
    markup`${fields[action]}<label for="${noteId}">${say.sections.note}</label><textarea id="${noteId}" name="note" rows="2" maxlength="2000" placeholder="${say.sections.noteHint}"${action === 'note' ? markup` required` : ''}></textarea>`,
  );
}

/** A choice of reasons, by their codes. */
function select(action: LeadAction, options: readonly string[], language: Language): Markup {
  const id = `${action}-reason`;
  return markup`<label for="${id}">${words[language].sections.reason}</label><select id="${id}" name="reason" required>${options.map(
    (option) => markup`<option value="${option}">${words[language].reasons[option]}</option>`,
  )}</select>`;
}

function field(
  action: LeadAction,
  name: string,
  label: string,
  kind: { number?: boolean; hint?: string },
): Markup {
  const id = `${action}-${name}`;
  const attributes = kind.number
    ? markup`type="number" min="0" step="0.01" inputmode="decimal"`
    : markup`type="text"`;
  return markup`<label for="${id}">${label}</label><input id="${id}" name="${name}" ${attributes} placeholder="${kind.hint ?? ''}">`;
}

/** A form that opens on demand. */
export function openForm(
  { action, label }: { action: string; label: string },
  frame: FormFrame,
  fields: Markup,
): Markup {
  return markup`<details><summary>${label}</summary>${formAround(action, frame, markup`${fields}<button class="quiet">${label}</button>`)}</details>`;
}

/** A form for one action of a lead. */
export function formAround(action: string, { to, hidden }: FormFrame, fields: Markup): Markup {
  const target = to ? markup` action="${to}"` : '';
  return markup`<form method="post"${target}><input type="hidden" name="action" value="${action}">${hidden}${fields}</form>`;
}
