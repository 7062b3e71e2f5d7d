import { describe, expect, it } from 'vitest';
import { fullStyle } from './full-style.ts';
import { markup } from './markup.ts';
import { renderPage } from './page.ts';

const style = /<style>([\s\S]*?)<\/style>/.exec(
  renderPage({ language: 'de', title: 'x', main: markup`x` }, fullStyle),
)?.[1];

/** The colours of the style sheet: the first set of variables is for light screens, the second for dark ones. */
const palettes = [...(style ?? '').matchAll(/:root\{([^}]*)\}/g)].map(([, text = '']) =>
  Object.fromEntries(
    [...text.matchAll(/--(\w+):(#\w+)/g)].map(([, name = '', colour = '']) => [name, colour]),
  ),
);

/** Relative luminance, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const full = colour.length === 4 ? colour.replace(/[^#]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one = '', other = ''): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

describe.each(palettes.map((colours, i) => [i === 0 ? 'light' : 'dark', colours] as const))(
  'on a %s screen',
  (_, colours) => {
    const texts = ['ink', 'soft', 'accent', 'bad', 'good'];
    it.each(
      texts.flatMap((text) => [
        [text, 'paper'],
        [text, 'ground'],
      ]),
    )('text in %s on %s is readable (WCAG AA)', (text, ground) => {
      expect(contrast(colours[text], colours[ground])).toBeGreaterThanOrEqual(4.5);
    });

    it('edges of fields can be seen', () => {
      expect(contrast(colours.edge, colours.paper)).toBeGreaterThanOrEqual(3);
    });
  },
);

describe('a page', () => {
  it('has readable buttons', () => {
    expect(palettes).toHaveLength(2);
    expect(contrast('#fff', /background:(#\w+);border:1px solid \1/.exec(style ?? '')?.[1])).toBeGreaterThan(
      4.5,
    );
  });

  it('has landmarks: what leads on above, then the content', () => {
    const nav = markup`<nav></nav>`;
    const page = renderPage(
      { language: 'en', title: 'Board', main: markup`<p>x</p>`, header: nav },
      fullStyle,
    );
    expect(page).toMatch(/<header><nav><\/nav><\/header><main id="main"><h1>Board<\/h1><p>x<\/p><\/main>/);
  });
});
