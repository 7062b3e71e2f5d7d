/** Decides again what rules decided about one lead. What people and other programs did is taken as it was. */
import { mayAnswer } from '../../functions/fulfil/rules/may-answer.ts';
import { packagesFor } from '../../functions/fulfil/rules/packages-for.ts';
import { decide } from '../../functions/score/rules/decide.ts';
import { inquiryAsked, occasionOf } from '../../functions/score/rules/occasion.ts';
import { dueSteps } from '../../functions/sla/rules/due-steps.ts';
import { type Draft, inquiryOf, type LeadEvent } from '../../shared/domain/events.ts';
import type { Inquiry } from '../../shared/domain/inquiry.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { conditionFacts } from '../../shared/rules/conditions.ts';
import { excludedBy } from '../../shared/rules/exclusion.ts';
import { asksForGroups } from '../../shared/rules/fulfilment.ts';
import { withGroups } from '../../shared/rules/target-groups.ts';
import type { ArchivedRules } from './archive.ts';
import { type Change, draftsOf } from './changes.ts';

export type Kind = 'score' | 'turn' | 'answer' | 'due' | 'told';

/** What decided a change; `told` is what came from outside, of which only the clocks are decided here. */
export function kindOf({ events }: Change): Kind {
  if (events.some(({ type }) => type === 'LeadAssigned' || type === 'LeadParked')) {
    return events.some((event) => 'given' in event.data) ? 'turn' : 'told';
  }
  if (events[0].by !== 'system') return 'told';
  const rule = events.find((event) => event.rule !== undefined)?.rule ?? '';
  const [family = ''] = rule.split('/');
  if (['score', 'rounds', 'exclusion'].includes(family)) return 'score';
  if (rule === 'sla/due-steps') return 'due';
  return family === 'fulfil' && events[0].because !== AFTERWARDS ? 'answer' : 'told';
}

/** An answer of which the provider told afterwards: its package was chosen by an attempt that left no event. */
const AFTERWARDS = 'reported by the mail provider';

export interface Known {
  rules: ArchivedRules;
  inquiry: (id: string) => Inquiry | null;
}

/** The events of a change as the rules propose them again; for a turn, see `turns.ts`. */
export function decideAgain(change: Change, known: Known): Draft[] {
  const { before, events } = change;
  if (!before) return draftsOf(change);
  switch (kindOf(change)) {
    case 'score':
      return scoredAgain(change, before, known);
    case 'due':
      return dueSteps(before, events[0].at, known.rules.clocks(events[0].set ?? ''));
    case 'answer':
      return answeredAgain(change, before, known);
    case 'turn':
    case 'told':
      return draftsOf(change);
  }
}

function scoredAgain({ events: [event], cause }: Change, before: Lead, { rules, inquiry }: Known): Draft[] {
  if (!cause) return [];
  const pointer = { type: cause.type, at: cause.at, inquiryId: inquiryOf(cause) };
  const asked = inquiryAsked(before, pointer);
  const occasion = occasionOf(before, pointer, asked ? inquiry(asked) : null);
  const set = event.set ?? '';
  const documents = {
    scoring: rules.scoring(set),
    definition: rules.document('definition', set),
    exclusion: rules.document('exclusion', set),
    nurture: rules.document('nurture', set),
  };
  return decide(before, occasion, documents, event.at);
}

/** Of an answer, packages and reason are decided; that a mail left, and its id, came from the provider. */
function answeredAgain(change: Change, before: Lead, known: Known): Draft[] {
  const stored = draftsOf(change);
  const options = change.since.map((lead) =>
    stored.map((draft) =>
      draft.type === 'InquiryAnswered' ? answer(draft, change.events[0], lead, known) : draft,
    ),
  );
  const wanted = JSON.stringify(stored.map(decision));
  const found = options.find((drafts) => JSON.stringify(drafts.map(decision)) === wanted);
  return found ?? options.at(-1) ?? stored.map((draft) => ({ ...draft, because: before.state }));
}

const decision = ({ data, because }: Draft) => [data, because];

type Answered = Extract<Draft, { type: 'InquiryAnswered' }>;

function answer(stored: Answered, event: LeadEvent, lead: Lead, { rules, inquiry: whole }: Known): Answered {
  const inquiry = lead.inquiries.find(({ id }) => id === stored.data.inquiryId);
  if (!inquiry) return stored;
  const { document } = rules.document('fulfilment', event.set ?? '', event.rulesHash);
  const { document: exclusions } = rules.document('exclusion', event.set ?? '');
  const asksForText = [...document.packages, ...document.unanswered, ...exclusions.rules].some(({ when }) =>
    when?.includes('inquiry.text'),
  );
  const found = inquiry.messageId || asksForText ? whole(inquiry.id) : null;
  const asked = { ...found, ...inquiry };
  const exclusion = excludedBy(lead, asked, exclusions);
  const known = conditionFacts(lead, asked);
  const facts = asksForGroups(document)
    ? withGroups(known, rules.document('definition', event.set ?? '').document.targetGroups)
    : known;
  const question = { lead, inquiry, whole: found, exclusion, facts };
  const verdict = mayAnswer(question, document);
  const { package: _, ...data } = stored.data;
  if (verdict.verdict === 'close')
    return { ...stored, data: { ...data, how: 'none' }, because: verdict.because };
  const choice = verdict.verdict === 'answer' ? packagesFor(question, document) : null;
  if (choice?.outcome !== 'chosen') return { ...stored, data, because: choice?.because ?? verdict.verdict };
  const { packages, because } = choice;
  const { mailId, ...rest } = data;
  return {
    ...stored,
    data: {
      ...rest,
      how: 'mail',
      package: packages.map(({ id }) => id).join('_'),
      ...(mailId ? { mailId } : {}),
    },
    because,
  };
}
