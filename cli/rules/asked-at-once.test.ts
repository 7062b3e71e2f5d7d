import { expect, it } from 'vitest';
import type { DefinitionDocument } from '../../shared/rules/definition.ts';
import { shippedSet } from '../../test/fixtures/shipped-rules.ts';
import { checkDocuments } from './check-documents.ts';

const shipped = shippedSet();
const usual = shipped.definition?.source as DefinitionDocument;
const [interest] = usual.facts.filter(({ id }) => id === 'interest');

/** As many facts asked with the inquiry as that. */
function asking(count: number): DefinitionDocument['facts'] {
  const later = usual.facts.filter(({ asked }) => asked !== 'inquiry');
  if (!interest) throw new Error('no interest');
  const fields = Array.from({ length: count }, (_, i) => ({
    ...interest,
    id: `field-${i + 1}`,
    asked: 'inquiry' as const,
  }));
  return [...later, ...fields];
}
const rounds = (ask: number) => ({ rounds: { ...usual.rounds, ask } });

it.each<[string, object, string[]]>([
  ['as shipped', {}, []],
  ['with eight fields', { facts: asking(8) }, []],
  [
    'with nine fields',
    { facts: asking(9) },
    [
      'a form asks 9 fields (field-1, field-2, field-3, field-4, field-5, field-6, field-7, field-8, field-9), more than 8',
    ],
  ],
  ['with nine fields where the document says nine', { facts: asking(9), mostFields: 9 }, []],
  [
    'with three fields where it says two',
    { mostFields: 2, ...rounds(2) },
    ['a form asks 3 fields (contact, interest, name), more than 2'],
  ],
  ['with nine questions in a mail', rounds(9), ['a mail asks up to 9 questions at once, more than 8']],
])('a lead definition %s is good, with a hint where it asks much at once (R44)', (_, over, hints) => {
  const text = JSON.stringify({ ...usual, ...over }, null, 2);
  const { documents, notes } = checkDocuments(
    new Map([['definition', [{ name: 'definition.json', text }]]]),
    shipped,
  );
  expect(documents.flatMap(({ errors }) => errors)).toEqual([]);
  const found = notes.filter(({ kind }) => kind === 'many-fields');
  expect(found.map(({ text: said }) => said.split(': ')[0])).toEqual(hints);
  for (const note of found) expect(note).toMatchObject({ wrong: false, line: expect.any(Number) });
});
