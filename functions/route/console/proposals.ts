import type { Lead } from '../../../shared/domain/lead.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { formAround } from '../pages/action-forms.ts';
import { personOf } from '../pages/lead-parts.ts';
import { reasonText } from '../pages/reason-text.ts';
import { timeText } from '../pages/time.ts';
import { mayAct } from '../rules/permissions.ts';
import { nextStep } from './lead-rows.ts';
import { frameOf } from './staff-forms.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** Proposals of one page. */
const PAGE = 25;
const REVIEW_PAGE = '/console/review';

/** Exclusions that wait for a second person, to be decided; nothing where there are none. */
export async function openProposals(visit: Visit): Promise<Markup | string> {
  const { items } = await visit.ports.store.listProposed({ limit: PAGE });
  const say = words[visit.language].fourEyes;
  if (items.length === 0) return '';
  const cards = items.map(
    (lead) =>
      markup`<li class="card"><h3><a href="/console/leads/${lead.id}">${personOf(lead)}</a></h3><p>${nextStep(lead, visit)}</p>${proposal(lead, visit, REVIEW_PAGE)}</li>`,
  );
  return markup`<section aria-label="${say.title}"><h2>${say.title}</h2><p class="soft">${say.intro}</p><ul class="plain">${cards}</ul></section>`;
}

/**
 * The exclusion of a lead that waits for a second person: what, why, by whom, and the decision for anybody else.
 * @param back the page to go on with; else the lead's
 */
export function proposal(lead: Lead, visit: Visit, back?: string): Markup | string {
  const { proposed } = lead;
  if (!proposed) return '';
  const { language, caller, names } = visit;
  const { fourEyes: say, staffActions } = words[language];
  const subject = proposed.by.replace(/^staff:/, '');
  const until = proposed.until ? ` · ${say.until} ${timeText(proposed.until, visit)}` : '';
  const said = markup`<p><strong>${say.proposed}: ${reasonText(proposed.exclusion, language)}</strong> – ${proposed.reason}</p><p class="soft">${names.get(subject) ?? subject} · ${timeText(proposed.at, visit)}${until}</p>`;
  if (!mayAct(caller.role, 'review')) return markup`${said}<p>${say.waits}</p>`;
  if (subject === caller.subject) return markup`${said}<p>${say.waits} ${say.own}</p>`;
  const id = `four-eyes-${lead.id}`;
  const form = formAround(
    'review',
    frameOf(lead, visit, back),
    markup`<label for="${id}">${staffActions.reason}</label><input id="${id}" name="reason" maxlength="2000"><div class="row"><button name="decision" value="confirm">${say.confirm}</button><button class="quiet" name="decision" value="reject">${say.reject}</button></div>`,
  );
  return markup`${said}<p>${say.waits}</p>${form}`;
}
