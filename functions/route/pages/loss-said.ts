import type { Lead, LossAnswer } from '../../../shared/domain/lead.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { reasonText } from './reason-text.ts';
import { dayText, type Place, timeText } from './time.ts';
import type { Language } from './words.ts';

/** What a person answered about a loss, in one line: why, whether and when to come back, and what they wrote. */
export function lossText({ reason, winBack, day, comment }: LossAnswer, language: Language): string {
  const why = reason && reasonText(reason, language);
  const back =
    winBack && [reasonText(winBack, language), day && dayText(day, language)].filter(Boolean).join(' ');
  return [why, back, comment && `„${comment}“`].filter(Boolean).join(', ');
}

/** The last such answer of a lead as a block of its page; nothing where there is none. */
export function lossSaid({ lossSurvey }: Pick<Lead, 'lossSurvey'>, place: Place): Markup | string {
  const { answer } = lossSurvey ?? {};
  if (!answer) return '';
  const line = lossText({ ...answer, comment: undefined }, place.language);
  const comment = answer.comment ? markup`<blockquote>${answer.comment}</blockquote>` : '';
  return markup`<p>${line} <span class="soft">${timeText(answer.at, place)}</span></p>${comment}`;
}
