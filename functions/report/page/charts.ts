/** Charts as inline SVG: no script, colours by class so that the style sheet decides on light, dark and paper. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { type Markup, markup } from '../../../shared/http/markup.ts';
import type { Figures, Standing } from '../rules/figures.ts';
import { count, percent, STATES, STEPS, shortDay, word } from './words.ts';

/** Widths in pixels at which a chart is drawn: one for a screen or paper, one for a telephone. */
const WIDE = 1000;
const NARROW = 340;

/** One pixel in ten: enough for the eye, and the same digits everywhere. */
const px = (value: number): string => String(Math.round(value * 10) / 10);

/** A chart drawn twice; the style sheet shows the one that fits, so that letters keep their size. */
function chart(title: string, draw: (width: number) => { height: number; body: Markup }): Markup {
  return markup`${[WIDE, NARROW].map((width) => {
    const { height, body } = draw(width);
    const shown = width === WIDE ? 'wide' : 'narrow';
    return markup`<svg class="chart ${shown}" viewBox="0 0 ${width} ${px(height)}" role="img" aria-label="${title}">${body}</svg>`;
  })}`;
}

/** How far leads get: a bar for each step, with the share of the step before. */
export function funnelChart(steps: Figures['funnel']): Markup {
  return chart('Trichter: Leads je Stufe', (width) => {
    const narrow = width === NARROW;
    const row = narrow ? 50 : 40;
    const left = narrow ? 0 : 150;
    const right = narrow ? 0 : 300;
    const bar = scaleLinear([0, Math.max(1, ...steps.map(({ leads }) => leads))], [0, width - left - right]);
    const body = steps.map(({ step, leads, ofAll, ofPrevious }, index) => {
      const top = index * row;
      const share = ofPrevious === null ? '' : `${percent(ofPrevious)} der Stufe davor`;
      const all = index === 0 || ofAll === null ? '' : `${percent(ofAll)} aller`;
      const shares = [share, all].filter(Boolean).join(' · ');
      return narrow
        ? markup`<text class="label" x="0" y="${top + 14}">${word(STEPS, step)} <tspan class="value">${count(leads)}</tspan></text><text class="soft" x="${width}" y="${top + 14}" text-anchor="end">${share}</text><rect class="track" x="0" y="${top + 22}" width="${width}" height="16" rx="4"/><rect class="step s${index}" x="0" y="${top + 22}" width="${px(bar(leads))}" height="16" rx="4"/>`
        : markup`<text class="label" x="${left - 14}" y="${top + 23}" text-anchor="end">${word(STEPS, step)}</text><rect class="track" x="${left}" y="${top + 5}" width="${width - left - right}" height="26" rx="5"/><rect class="step s${index}" x="${left}" y="${top + 5}" width="${px(bar(leads))}" height="26" rx="5"/><text class="value" x="${width - right + 14}" y="${top + 23}">${count(leads)}</text><text class="soft" x="${width}" y="${top + 23}" text-anchor="end">${shares}</text>`;
    });
    return { height: steps.length * row, body: markup`${body}` };
  });
}

/** The last days: new leads as bars, the hot ones darker within, inquiries as a line. */
export function seriesChart(days: Figures['days']): Markup {
  return chart('Anfragen, Leads und heiße Leads je Tag', (width) => {
    const narrow = width === NARROW;
    const height = narrow ? 190 : 260;
    const [top, bottom, left] = [10, height - 26, 34];
    const most = Math.max(4, ...days.map(({ inquiries, leads }) => Math.max(inquiries, leads)));
    const y = scaleLinear([0, most], [bottom, top]).nice(4);
    const x = scaleBand(
      days.map(({ day }) => day),
      [left, width],
    )
      .paddingInner(0.28)
      .paddingOuter(0.14);
    const at = (day: string) => x(day) ?? left;
    const grid = y
      .ticks(4)
      .map(
        (tick) =>
          markup`<line class="grid" x1="${left}" x2="${width}" y1="${px(y(tick))}" y2="${px(y(tick))}"/><text class="axis" x="${left - 8}" y="${px(y(tick) + 4)}" text-anchor="end">${count(tick)}</text>`,
      );
    const every = narrow ? 7 : 3;
    const labels = days
      .filter((_, index) => (days.length - 1 - index) % every === 0)
      .map(
        ({ day }) =>
          markup`<text class="axis" x="${px(at(day) + x.bandwidth() / 2)}" y="${height - 6}" text-anchor="middle">${shortDay(day)}</text>`,
      );
    const rect = (name: string, day: string, value: number) =>
      markup`<rect class="${name}" x="${px(at(day))}" y="${px(y(value))}" width="${px(x.bandwidth())}" height="${px(bottom - y(value))}" rx="2"/>`;
    const bars = days.map(({ day, leads, hot, inquiries }) => {
      const told = `${shortDay(day)}: ${count(inquiries)} Anfragen, ${count(leads)} Leads, ${count(hot)} heiß`;
      return markup`<g><title>${told}</title>${rect('hover', day, most)}${rect('leads', day, leads)}${rect('hot', day, hot)}</g>`;
    });
    const line = days.map(
      ({ day, inquiries }, index) =>
        `${index === 0 ? 'M' : 'L'}${px(at(day) + x.bandwidth() / 2)} ${px(y(inquiries))}`,
    );
    return { height, body: markup`${grid}${bars}<path class="line" d="${line.join('')}"/>${labels}` };
  });
}

const CLASSES = ['hot', 'warm', 'cold', 'unscored'] as const;

/** Where leads stand: a bar for each state, divided by class. */
export function standingChart(standings: readonly Standing[]): Markup {
  return chart('Leads je Zustand und Klasse', (width) => {
    const narrow = width === NARROW;
    const row = narrow ? 50 : 40;
    const left = narrow ? 0 : 190;
    const right = narrow ? 0 : 300;
    const bar = scaleLinear(
      [0, Math.max(1, ...standings.map(({ leads }) => leads))],
      [0, width - left - right],
    );
    const body = standings.map((standing, index) => {
      const top = index * row;
      const [barTop, barHeight] = narrow ? [top + 22, 16] : [top + 5, 26];
      let from = 0;
      const parts = CLASSES.filter((name) => standing[name] > 0).map((name) => {
        const start = left + bar(from);
        from += standing[name];
        return markup`<rect class="${name}" x="${px(start)}" y="${barTop}" width="${px(Math.max(1, left + bar(from) - start - 1))}" height="${barHeight}"/>`;
      });
      const told = stuck(standing, narrow);
      const name = word(STATES, standing.state);
      return narrow
        ? markup`<text class="label" x="0" y="${top + 14}">${name} <tspan class="value">${count(standing.leads)}</tspan></text><text class="soft" x="${width}" y="${top + 14}" text-anchor="end">${told}</text>${parts}`
        : markup`<text class="label" x="${left - 14}" y="${top + 23}" text-anchor="end">${name}</text>${parts}<text class="value" x="${width - right + 14}" y="${top + 23}">${count(standing.leads)}</text><text class="soft" x="${width}" y="${top + 23}" text-anchor="end">${told}</text>`;
    });
    return { height: standings.length * row, body: markup`${body}` };
  });
}

/** How long leads have been in a state, and how many of them are late. */
function stuck({ oldestDays, overdue }: Standing, short: boolean): string {
  const days = oldestDays === 1 ? '1 Tag' : `${count(oldestDays)} Tage`;
  const age = oldestDays === 0 ? 'seit heute' : short ? `bis ${days}` : `ältester ${days}`;
  return overdue > 0 ? `${age} · ${count(overdue)} überfällig` : age;
}

/** A thin bar divided into parts, for a cell of a table. */
export function partsBar(parts: readonly { name: string; value: number }[]): Markup {
  const total = parts.reduce((sum, { value }) => sum + value, 0);
  if (total === 0) return markup`<span class="soft">nichts</span>`;
  let from = 0;
  const rects = parts.map(({ name, value }) => {
    const x = (from / total) * 120;
    from += value;
    return value === 0
      ? null
      : markup`<rect class="${name}" x="${px(x)}" y="0" width="${px((value / total) * 120)}" height="10"/>`;
  });
  const told = parts.map(({ name, value }) => `${name} ${value}`).join(', ');
  return markup`<svg class="parts" viewBox="0 0 120 10" preserveAspectRatio="none" role="img" aria-label="${told}">${rects}</svg>`;
}
