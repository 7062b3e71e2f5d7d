import { CallResult } from '../../../shared/domain/calls.ts';
import { Authority, Need } from '../../../shared/domain/facts.ts';
import type { Lead } from '../../../shared/domain/lead.ts';
import { EXCLUDABLE_BY_HAND, LeadAction } from '../../../shared/domain/lifecycle.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { openCases } from '../../../shared/rules/open-case.ts';
import { actionForm, type FormFrame, formAround, openForm } from '../pages/action-forms.ts';
import { timeText } from '../pages/time.ts';
import { words as leadWords } from '../pages/words.ts';
import { isRecoverable, type StaffAction } from '../rules/act.ts';
import { isPausable } from '../rules/pause-clock.ts';
import { doubleWords } from './double-words.ts';
import { tokenField } from './frame.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** Facts that a person asks for on the phone, and how they are put in. */
const ASKED = [
  ['company', 'text'],
  ['jobTitle', 'text'],
  ['phone', 'tel'],
  ['orderVolume', 'number'],
  ['budget', 'number'],
  ['timeframe', 'date'],
  ['currentlyUses', 'text'],
] as const;

/** Facts that are mistyped most. */
export const CORRECTED = ['email', 'phone', 'firstName', 'lastName', 'company'] as const;

/** The form of one action that staff may do. */
export function staffForm(action: StaffAction['action'], lead: Lead, visit: Visit): Markup {
  const say = words[visit.language].staffActions;
  const frame = frameOf(lead, visit);
  switch (action) {
    case 'review':
      return reviewForm(lead, visit);
    case 'settle':
      return settleForm(lead, visit);
    case 'call-note':
      return openForm({ action, label: say.callNote }, frame, markup`${callFields(visit)}`);
    case 'qualify':
      return openForm({ action, label: say.qualify }, frame, factFields(visit));
    case 'fulfilled-by-hand':
      return openForm({ action, label: say.byHand }, frame, noteField(action, visit));
    case 'merge':
      return openForm({ action, label: doubleWords[visit.language].mergeWith }, frame, mergeFields(visit));
    case 'assign':
      return openForm({ action, label: say.assign }, frame, assignFields(lead, visit));
    case 'override':
      return markup`${openForm({ action, label: say.override }, frame, overrideFields(lead, visit))}${EXCLUDABLE_BY_HAND.includes(lead.state) && !lead.proposed ? openForm({ action, label: say.exclude }, frame, exclusionFields(visit)) : ''}`;
    case 'pause':
      return openForm({ action, label: say.pause }, frame, pauseFields(lead, visit));
    case 'resume':
      return openForm({ action, label: say.resume }, frame, clockChoice('resume', lead, visit));
    case 'erase':
      return openForm({ action, label: say.erase }, frame, eraseFields(visit));
    case 'accept':
      return formAround(action, frame, markup`<button>${leadWords[visit.language].actions.accept}</button>`);
    default: {
      const sales = LeadAction.safeParse(action);
      return sales.success ? actionForm(sales.data, frame) : markup``;
    }
  }
}

/** Each open request or complaint, to be settled. */
function settleForm(lead: Lead, visit: Visit): Markup {
  const { staffActions: say } = words[visit.language];
  const { clocks } = leadWords[visit.language];
  const forms = openCases(lead).map(({ name, run, target }) => {
    const id = `settle-note-${run.replace(':', '-')}`;
    return formAround(
      'settle',
      frameOf(lead, visit),
      markup`<p><strong>${clocks[name]}</strong> – ${say.settleUntil} ${timeText(target, visit)}</p><input type="hidden" name="case" value="${run}"><label for="${id}">${say.text}</label><input id="${id}" name="note" maxlength="2000"><div class="row"><button name="result" value="done">${say.settled}</button><button class="quiet" name="result" value="refused">${say.refused}</button></div>`,
    );
  });
  return markup`${forms}`;
}

/** Approve, correct or exclude; what was excluded here can be approved again. @param back the page to go on with; else the lead's */
export function reviewForm(lead: Lead, visit: Visit, back?: string): Markup {
  const say = words[visit.language].staffActions;
  const id = `review-reason-${lead.id}`;
  const frame = frameOf(lead, visit, back);
  const isRejected = isRecoverable(lead);
  const reject = isRejected
    ? ''
    : markup`<button class="quiet" name="decision" value="reject">${say.reject}</button>`;
  const { facts } = leadWords[visit.language];
  const inputs = CORRECTED.map(
    (fact) =>
      markup`<label for="${fact}-${lead.id}">${facts[fact] ?? doubleWords[visit.language].fields[fact]}</label><input id="${fact}-${lead.id}" name="facts.${fact}" maxlength="200">`,
  );
  const correct = markup`<details><summary>${say.correct}</summary>${inputs}<button name="decision" value="correct">${say.correctAndApprove}</button></details>`;
  return formAround(
    'review',
    frame,
    markup`<label for="${id}">${say.reason}</label><input id="${id}" name="reason" maxlength="2000"><div class="row"><button name="decision" value="approve">${say.approve}</button>${reject}</div>${correct}`,
  );
}

/** Where a form about a lead goes. @param back the page to go on with; else the lead's */
export function frameOf(lead: Pick<Lead, 'id'>, visit: Visit, back?: string): FormFrame {
  const way = back ? markup`<input type="hidden" name="back" value="${back}">` : '';
  return {
    language: visit.language,
    to: `/console/leads/${lead.id}/actions`,
    hidden: markup`${tokenField(visit)}${way}`,
  };
}

function mergeFields({ language }: Visit): Markup {
  const say = doubleWords[language];
  return markup`<label for="merge-with">${say.other}</label><input id="merge-with" name="with" required maxlength="80"><label for="merge-reason">${say.reason}</label><input id="merge-reason" name="reason" maxlength="2000">`;
}

function callFields({ language }: Visit): Markup {
  const { staffActions: say, results } = words[language];
  return markup`<label for="call-result">${say.result}</label><select id="call-result" name="result" required>${CallResult.options.map(
    (result) => markup`<option value="${result}">${results[result]}</option>`,
  )}</select><label for="call-at">${say.callAt}</label><input id="call-at" name="at" type="datetime-local"><label for="call-text">${say.text}</label><textarea id="call-text" name="text" rows="2" maxlength="2000"></textarea>`;
}

function factFields(visit: Visit): Markup {
  const { facts, values } = leadWords[visit.language];
  const inputs = ASKED.map(([fact, type]) => {
    const amount = type === 'number' ? markup` min="0" step="0.01" inputmode="decimal"` : '';
    return markup`<label for="fact-${fact}">${facts[fact]}</label><input id="fact-${fact}" name="facts.${fact}" type="${type}"${amount}>`;
  });
  const choice = (fact: 'authority' | 'need', options: readonly string[]) =>
    markup`<label for="fact-${fact}">${facts[fact]}</label><select id="fact-${fact}" name="facts.${fact}"><option value=""></option>${options.map(
      (option) => markup`<option value="${option}">${values[option] ?? option}</option>`,
    )}</select>`;
  return markup`<p class="soft">${words[visit.language].staffActions.keep}</p>${inputs}${choice('authority', Authority.options)}${choice('need', Need.options)}`;
}

function noteField(action: string, visit: Visit): Markup {
  const { text } = words[visit.language].staffActions;
  return markup`<label for="${action}-note">${text}</label><textarea id="${action}-note" name="note" rows="2" maxlength="2000"></textarea>`;
}

/** It cannot be taken back, so it is asked for twice. */
function eraseFields({ language }: Visit): Markup {
  const say = words[language].staffActions;
  return markup`<p>${say.eraseMeans}</p><label for="erase-reason">${say.reason}</label><input id="erase-reason" name="reason" required minlength="3" maxlength="500"><label><input type="checkbox" required> ${say.eraseSure}</label>`;
}

/** Whom to give the lead to. */
function assignFields(lead: Lead, visit: Visit): Markup {
  const say = words[visit.language].staffActions;
  const others = [...visit.names].filter(([id]) => id !== lead.owner?.id);
  const options = others.map(([id, name]) => markup`<option value="${id}">${name}</option>`);
  return markup`<label for="assign-owner">${say.owner}</label><select id="assign-owner" name="owner" required>${options}</select>${becauseFields('assign', visit)}`;
}

/** A class against the rules; to go back to them only where something was decided by hand. */
function overrideFields({ override }: Lead, visit: Visit): Markup {
  const { staffActions: say, classes } = words[visit.language];
  const options = Object.entries(classes).map(
    ([name, label]) => markup`<option value="${name}">${label}</option>`,
  );
  const back = override ? markup`<option value="by-rule">${say.byRule}</option>` : '';
  return markup`<label for="override-class">${say.decision}</label><select id="override-class" name="class" required>${back}${options}</select>${becauseFields('override', visit)}`;
}

/** Codes that reports count; any other code does too. */
const EXCLUSIONS = [
  'competitor',
  'student',
  'supplier',
  'applicant',
  'press',
  'out-of-area',
  'private-person',
] as const;

/** Why it is no sales case: a code, and the reason in words. */
function exclusionFields(visit: Visit): Markup {
  const { staffActions, fourEyes } = words[visit.language];
  const options = EXCLUSIONS.map((code) => markup`<option value="${code}"></option>`);
  return markup`<p class="soft">${fourEyes.hint}</p><label for="exclude-code">${staffActions.exclusion}</label><input id="exclude-code" name="exclusion" required list="exclude-codes" pattern="[a-z][a-z\\-]{1,39}"><datalist id="exclude-codes">${options}</datalist>${becauseFields('exclude', visit)}`;
}

function becauseFields(action: string, { language }: Visit): Markup {
  const say = words[language].staffActions;
  return markup`<label for="${action}-reason">${say.reason}</label><input id="${action}-reason" name="reason" required minlength="3" maxlength="500"><label for="${action}-until">${say.until}</label><input id="${action}-until" name="until" type="date">`;
}

/** Which deadline: those that run to be paused, those that are paused to go on. */
function clockChoice(action: 'pause' | 'resume', lead: Lead, { language }: Visit): Markup {
  const fit = lead.clocks.filter((clock) =>
    action === 'pause' ? isPausable(clock) : clock.state === 'paused',
  );
  const names = [...new Set(fit.map(({ name }) => name))];
  const options = names.map(
    (name) => markup`<option value="${name}">${leadWords[language].clocks[name]}</option>`,
  );
  return markup`<label for="${action}-clock">${words[language].clocks.clock}</label><select id="${action}-clock" name="clock" required>${options}</select>`;
}

function pauseFields(lead: Lead, visit: Visit): Markup {
  const say = words[visit.language].staffActions;
  return markup`${clockChoice('pause', lead, visit)}<label for="pause-reason">${say.reason}</label><input id="pause-reason" name="reason" required minlength="3" maxlength="500"><label for="pause-until">${say.pauseUntil}</label><input id="pause-until" name="until" type="date" required>`;
}
