import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonPlaces } from './json-places.ts';

const text = `{
  "version": 1,
  "rules": [
    { "id": "a" },
    {
      "id": "b",
      "when": "x \\"y\\" }"
    }
  ],
  "last": null
}`;

function lineOf(path: (string | number)[]): number {
  const places = jsonPlaces(text);
  if (!places.ok) throw new Error(`mistake in line ${places.line}`);
  return places.lineOf(path);
}

describe('the line of a place in a document', () => {
  it.each<[(string | number)[], number, string]>([
    [[], 1, 'the document'],
    [['version'], 2, 'a key'],
    [['rules', 0], 4, 'an entry of a list'],
    [['rules', 1], 5, 'the next entry'],
    [['rules', 1, 'when'], 7, 'a key inside'],
    [['rules', 1, 'pool'], 5, 'what is missing: the line of what it is missing in'],
    [['rules', 9, 'when'], 3, 'an entry that does not exist: the line of the list'],
    [['last'], 10, 'after a text with brackets in it'],
  ])('%j is line %d: %s', (path, line) => {
    expect(lineOf(path)).toBe(line);
  });
});

describe('the line of a mistake', () => {
  it.each([
    ['', 1, 'nothing'],
    ['{\n"a": 1,\n}', 3, 'a comma before the end'],
    ['{\n"a": 1\n"b": 2\n}', 3, 'no comma between'],
    ['[1,\n2,\n]', 3, 'a comma before the end of a list'],
    ['{\n"a"\n: tru }', 3, 'a word that is none'],
    ["{\n'a': 1}", 2, 'the wrong quotes'],
    ['{"a": "not\nclosed"}', 1, 'a text over the end of a line'],
    ['{}\n{}', 2, 'two documents'],
    ['{"a":\n}', 2, 'no value'],
    ['{"a": 1', 1, 'no end'],
    ['{,}', 1, 'a comma alone'],
  ])('%j: line %d, %s', (broken, line) => {
    expect(jsonPlaces(broken)).toEqual({ ok: false, line });
    expect(() => JSON.parse(broken)).toThrow();
  });

  it('is where a text nests deeper than any document does', () => {
    expect(jsonPlaces('['.repeat(8000))).toEqual({ ok: false, line: 1 });
  });

  it('is found in every text that is not JSON, and in no other', () => {
    fc.assert(
      fc.property(
        fc.json(),
        fc.nat(),
        fc.constantFrom('', ',', '}', '"', ':', '[', 'x', '.', '0', '-', '\\', '\u00a0', '\n'),
        (json, at, instead) => {
          const place = at % (json.length + 1);
          const changed = json.slice(0, place) + instead + json.slice(place + 1);
          expect([json, jsonPlaces(json).ok]).toEqual([json, true]);
          expect([changed, jsonPlaces(changed).ok]).toEqual([changed, isJson(changed)]);
        },
      ),
    );
  });
});

function isJson(candidate: string): boolean {
  try {
    JSON.parse(candidate);
    return true;
  } catch {
    return false;
  }
}
