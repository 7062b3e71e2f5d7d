import { channelName } from '../../../shared/domain/channel-words.ts';
import { type LeadEvent, takenBackIn } from '../../../shared/domain/events.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { lossText } from '../pages/loss-said.ts';
import { reasonText } from '../pages/reason-text.ts';
import { timeText } from '../pages/time.ts';
import { words as leadWords, money } from '../pages/words.ts';
import { evidenceText } from './doubles.ts';
import type { Visit } from './visit.ts';
import { words } from './words.ts';

/** What happened to a lead, newest first: when, by whom, by which rule and why. */
export function timeline(events: readonly LeadEvent[], visit: Visit): Markup {
  const say = leadWords[visit.language];
  const takenBack = takenBackIn(events);
  const items = [...events].reverse().map((event) => {
    const detail = detailOf(event, visit);
    const name = say.events[event.type] ?? event.type;
    return markup`<li><p><strong>${takenBack.has(event.id) ? markup`<s>${name}</s>` : name}</strong>${detail ? `: ${detail}` : ''}</p><p class="soft">${timeText(event.at, visit)} · ${actor(event.by, visit)}${event.rule ? ` · ${words[visit.language].lead.rule} ${event.rule}` : ''}${event.because ? ` · ${event.because}` : ''}</p></li>`;
  });
  return markup`<ol class="plain" reversed>${items}</ol>`;
}

function actor(by: string, { language, names }: Visit): string {
  const { lead } = words[language];
  if (by.startsWith('owner:')) return names.get(by.slice('owner:'.length)) ?? by;
  if (by.startsWith('staff:')) return lead.staff;
  if (by === 'system') return lead.system;
  if (by === 'person') return lead.person;
  return by === 'crm' ? lead.crm : by;
}

/** What an event says beyond its kind. */
function detailOf(event: LeadEvent, visit: Visit): string {
  const { language, names } = visit;
  const say = leadWords[language];
  const named = (id: string) => names.get(id) ?? id;
  switch (event.type) {
    case 'InquiryReceived':
      return [channelName(event.data.inquiry.channel, language), event.data.inquiry.source].join(', ');
    case 'LeadScored':
      return `${event.data.score.value} (${event.data.score.code}), ${words[language].classes[event.data.class]}`;
    case 'LeadAssigned':
      return event.data.owner.name;
    case 'LeadAccepted':
    case 'ContactMade':
      return named(event.data.owner);
    case 'OwnerReleased':
      return [named(event.data.owner), reasonText(event.data.reason ?? event.data.why, language)].join(', ');
    case 'LeadReturned':
      return [reasonText(event.data.reason, language), ...event.data.missing].join(', ');
    case 'OpportunityOpened':
      return event.data.volume === undefined ? '' : money(event.data.volume, language);
    case 'LeadWon':
      return event.data.order.value === undefined ? '' : money(event.data.order.value, language);
    case 'LeadLost':
    case 'LeadRequalified':
    case 'LeadExcluded':
    case 'LeadQuarantined':
    case 'LeadRested':
    case 'LeadParked':
      return reasonText(event.data.reason, language);
    case 'InquiryReviewed': {
      const { staffActions, setAside } = words[language];
      return event.data.decision === 'approve' ? staffActions.approve : setAside.reject;
    }
    case 'ReviewDecided': {
      const { approve, reject } = words[language].staffActions;
      return event.data.decision === 'approve' ? approve : reject;
    }
    case 'InquiryAnswered':
      return [event.data.how, event.data.package].filter(Boolean).join(', ');
    case 'AnswerFailed':
      return event.data.reason;
    case 'FactsChanged':
      return Object.keys(event.data.facts)
        .map((fact) => say.facts[fact] ?? fact)
        .join(', ');
    case 'CustomerKnown': {
      const { source, keeper, dates } = event.data;
      const days = Object.entries(dates).map(([name, day]) => `${name} ${day}`);
      return [source, keeper?.name, ...days].filter(Boolean).join(', ');
    }
    case 'FactsLookedUp': {
      const { source, facts, cents, mailDomain } = event.data;
      const cost = cents > 0 ? [`${cents} ct`] : [];
      const found = Object.keys(facts).map((fact) => say.facts[fact] ?? fact);
      if (mailDomain) return `${mailDomain.domain}: ${say.validation.statuses[mailDomain.status]}`;
      return [
        say.sources[source] ?? source,
        ...(found.length > 0 ? found : [say.nothingFound]),
        ...cost,
      ].join(', ');
    }
    case 'NurtureBegun':
      return event.data.series;
    case 'NurtureStepTaken': {
      const { series, step, outcome, reason: why } = event.data;
      return [series, step, reasonText(outcome, language), why && reasonText(why, language)]
        .filter(Boolean)
        .join(', ');
    }
    case 'QuestionsSent': {
      const { round, outcome, reason: why } = event.data;
      return [String(round), reasonText(outcome, language), why && reasonText(why, language)]
        .filter(Boolean)
        .join(', ');
    }
    case 'LossSurveySent': {
      const { outcome, reason: why } = event.data;
      return [reasonText(outcome, language), why && reasonText(why, language)].filter(Boolean).join(', ');
    }
    case 'LossSurveyAnswered':
      return lossText(event.data, language);
    case 'ConsentChanged':
      return Object.entries(event.data.consents)
        .map(([purpose, { given }]) => `${purpose} ${given ? '✓' : '✗'}`)
        .join(', ');
    case 'RoundBegun':
      return [String(event.data.round), ...event.data.ask].join(', ');
    case 'RetentionEnded':
      return event.data.rule;
    case 'RightsRequested':
      return say.rights[event.data.right];
    case 'RightsSettled':
    case 'ComplaintAnswered':
      return words[language].staffActions[event.data.result === 'done' ? 'settled' : 'refused'];
    case 'LeadMerged':
      return event.data.into;
    case 'DuplicateMerged':
    case 'DuplicateSuspected':
      return [event.data.lead, evidenceText(event.data.evidence ?? [], language)].filter(Boolean).join(', ');
    case 'MergeUndone':
    case 'DuplicateDismissed':
      return [event.data.lead, event.data.reason].filter(Boolean).join(', ');
    case 'CallMade': {
      const { result, nextAt } = event.data;
      return [words[language].results[result], nextAt && timeText(nextAt, visit)].filter(Boolean).join(', ');
    }
    case 'NoteAdded':
      return event.data.text;
    case 'OverrideSet': {
      const { class: leadClass, exclusion, until } = event.data;
      const what = leadClass ? words[language].classes[leadClass] : reasonText(exclusion ?? '', language);
      return [what, until && timeText(until, visit)].filter(Boolean).join(', ');
    }
    case 'ExclusionProposed':
      return reasonText(event.data.exclusion, language);
    case 'ExclusionSettled':
      return [
        reasonText(event.data.exclusion, language),
        words[language].fourEyes.as[event.data.as] ?? event.data.as,
      ].join(', ');
    case 'ClockPaused':
      return [say.clocks[event.data.clock], timeText(event.data.until, visit)].filter(Boolean).join(', ');
    case 'ClockResumed':
      return say.clocks[event.data.clock] ?? event.data.clock;
    case 'OverrideEnded':
      return reasonText(event.data.why, language);
    case 'BehaviourSeen':
      return acts(event.data, language);
    case 'ClockStepTaken':
      return [say.clocks[event.data.clock], say.steps[event.data.do]].join(', ');
    default:
      return '';
  }
}

/** What was done, each kind with how often; and how many known acts turned out to be those of machines. */
function acts(
  { acts: seen, voided }: Extract<LeadEvent, { type: 'BehaviourSeen' }>['data'],
  language: 'de' | 'en',
): string {
  const counts = new Map<string, number>();
  for (const { type } of seen) counts.set(type, (counts.get(type) ?? 0) + 1);
  const machines = voided.length + seen.filter((act) => act.void !== undefined).length;
  return [
    ...[...counts].map(([type, count]) => (count > 1 ? `${count} × ${type}` : type)),
    ...(machines > 0 ? [`${words[language].lead.machines}: ${machines}`] : []),
  ].join(', ');
}
