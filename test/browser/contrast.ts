import type { Page } from 'playwright-core';

/**
 * Texts of a page that are less readable than WCAG 2 AA asks for (4.5, large ones 3), as the browser paints them: colour
 * against the next ground below, where both may be seen through.
 * @returns what is told of each: ratio, colours and the beginning of the text
 */
export function unreadable(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    type Colour = [number, number, number, number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
      return [red, green, blue, alpha];
    };
    const over = ([r, g, b, a]: Colour, [r2, g2, b2]: Colour): Colour => [
      r * a + r2 * (1 - a),
      g * a + g2 * (1 - a),
      b * a + b2 * (1 - a),
      1,
    ];
    const luminance = ([red, green, blue]: Colour): number => {
      const parts = [red, green, blue].map((value) => {
        const part = value / 255;
        return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
    };
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const groundOf = (element: Element | null): Colour => {
      if (!element) return dark ? [18, 18, 18, 1] : [255, 255, 255, 1];
      const own = parse(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, groundOf(element.parentElement));
    };
    const texts = (element: Element): string =>
      element instanceof HTMLInputElement
        ? element.value
        : [...element.childNodes]
            .map((node) => (node.nodeType === Node.TEXT_NODE ? node.textContent : ''))
            .join('');
    return [...document.body.querySelectorAll('*')].flatMap((element) => {
      const text = texts(element).trim();
      if (!text || element.getClientRects().length === 0) return [];
      const style = getComputedStyle(element);
      const ground = groundOf(element);
      const ink = over(parse(style.color), ground);
      const [light = 0, low = 0] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
      const ratio = (light + 0.05) / (low + 0.05);
      const size = Number.parseFloat(style.fontSize);
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
      return ratio < (large ? 3 : 4.5)
        ? [`${ratio.toFixed(2)} ${style.color} on ${ground.slice(0, 3).join(' ')}: ${text.slice(0, 40)}`]
        : [];
    });
  });
}
