import type { Act } from '../../../shared/domain/behaviour.ts';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import { shownActs } from '../../../shared/rules/behaviour-points.ts';
import type { ScoringDocument } from '../../../shared/rules/scoring.ts';
import { type Place, timeText } from './time.ts';
import { words } from './words.ts';

/** Acts that a page shows, newest first. */
const SHOWN = 8;

/** What the person did last, and what each act is worth today (R98); nothing where nothing is known. */
export function actList(
  acts: readonly Act[],
  { behaviour }: ScoringDocument,
  place: Place & { now: string },
): Markup | string {
  const shown = shownActs(acts, behaviour, place.now).toReversed().slice(0, SHOWN);
  if (shown.length === 0) return '';
  const say = words[place.language];
  return markup`<ul>${shown.map(({ type, at, url, points, void: nobody }) => {
    const worth = nobody
      ? say.acts.nobody
      : `${points.toLocaleString(place.language)} ${say.sections.points}`;
    const where = url ? markup` <span class="soft">${pathOf(url)}</span>` : '';
    return markup`<li>${say.acts[type] ?? type}${where} <span class="soft">${timeText(at, place)} · ${worth}</span></li>`;
  })}</ul>`;
}

function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '') || '/';
}
