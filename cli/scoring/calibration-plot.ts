import type { CalibrationBin } from './figures.ts';

const SIZE = 360;
const MARGIN = 48;
const TICKS = [0, 0.25, 0.5, 0.75, 1];

/** Draws what was foretold against what came, as SVG; the size of a dot tells how many leads it stands for. */
export function calibrationPlot(bins: readonly CalibrationBin[]): string {
  const most = Math.max(...bins.map(({ leads }) => leads));
  const x = (share: number) => round(MARGIN + share * SIZE);
  const y = (share: number) => round(MARGIN / 2 + (1 - share) * SIZE);
  const [width, height] = [SIZE + 1.5 * MARGIN, SIZE + 1.5 * MARGIN];
  const grid = TICKS.map(
    (tick) =>
      `<path d="M${x(tick)} ${y(0)}V${y(1)}M${x(0)} ${y(tick)}H${x(1)}" stroke="#ddd"/>` +
      `<text x="${x(tick)}" y="${y(0) + 16}" text-anchor="middle">${100 * tick}</text>` +
      `<text x="${x(0) - 6}" y="${y(tick) + 4}" text-anchor="end">${100 * tick}</text>`,
  );
  const dots = bins.map(
    ({ leads, expected, observed }) =>
      `<circle cx="${x(expected)}" cy="${y(observed)}" r="${round(3 + 9 * Math.sqrt(leads / most))}" fill="#1f6feb" fill-opacity="0.7"><title>${leads} leads: foretold ${percent(expected)}, won ${percent(observed)}</title></circle>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="11" role="img">`,
    '<title>Probability of a win: foretold and come true, in percent</title>',
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...grid,
    `<path d="M${x(0)} ${y(0)}L${x(1)} ${y(1)}" stroke="#888" stroke-dasharray="4 4"/>`,
    ...dots,
    `<text x="${x(0.5)}" y="${height - 6}" text-anchor="middle">foretold</text>`,
    `<text transform="translate(14 ${y(0.5)}) rotate(-90)" text-anchor="middle">won</text>`,
    '</svg>\n',
  ].join('\n');
}

const round = (value: number): number => Math.round(10 * value) / 10;
const percent = (share: number): string => `${Math.round(1000 * share) / 10} %`;
