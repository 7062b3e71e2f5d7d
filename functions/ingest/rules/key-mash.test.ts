import { describe, expect, it } from 'vitest';
import { isKeyMash, isPlaceholder } from './key-mash.ts';

describe('a name that is plausible or not (R52)', () => {
  it.each([
    ['asdf'],
    ['Asdfgh Jkl'],
    ['qwertz'],
    ['xkcdqrt'],
    ['aaaa'],
    ['Xxx'],
    ['bkYLpQxrvT'],
    ['Hjkl Fghj'],
    ['wwwwww Meier'],
    ['12345'],
    ['1'],
    ['http://shop.example/x'],
    ['Gewinn www.shop.example'],
  ])('%s was typed without looking', (name) => {
    expect(isKeyMash(name)).toBe(true);
  });

  it.each([
    ['Anna Achterberg'],
    ['Schwertfeger'],
    ['Wertheim'],
    ['Nguyen'],
    ['Krč'],
    ['Hrdlička'],
    ['Szczęsny'],
    ['Brk'],
    ['McDonald'],
    ['DeVries'],
    ['O’Neill'],
    ['Schtscherbakow'],
    ['Yıldız'],
    ['Lloyd'],
    ['李伟'],
    ['Пётр'],
    ['IBM'],
    ['Ng'],
    ['Aaron'],
    ['Rhys'],
    ['Lynch'],
    ['Æsa'],
    ['ANNA BERG'],
    ['Maaß'],
    ['Müller-Lüdenscheidt'],
    ['Ploewertz'],
    ['Karl 3'],
    ['Ludwig XIV.'],
  ])('%s may be real', (name) => {
    expect(isKeyMash(name)).toBe(false);
  });

  it.each([
    ['Max Mustermann', true],
    ['test test', true],
    ['John Doe', true],
    ['Anna Test', false],
    ['Testa', false],
  ])('%s is a placeholder: %s', (name, expected) => {
    expect(isPlaceholder(name)).toBe(expected);
  });
});
