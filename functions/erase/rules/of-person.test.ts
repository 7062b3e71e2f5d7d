import { expect, it } from 'vitest';
import { namesPerson } from './of-person.ts';

const handles = {
  emails: new Set(['eva@werk.example']),
  phones: new Set(['+49711123']),
  externalIds: new Set<string>(),
};

it.each([
  ['from an address of theirs', { from: 'Eva Braun <Eva@Werk.example>', facts: {} }, true],
  ['with an address of theirs', { facts: { email: 'eva@werk.example' } }, true],
  [
    'with one of theirs and the number of somebody else',
    { facts: { email: 'eva@werk.example', phone: '+4930' } },
    true,
  ],
  ['with a number of theirs alone', { facts: { phone: '+49711123' } }, true],
  [
    'of a colleague who calls from the same number',
    { facts: { email: 'jan@werk.example', phone: '+49711123' } },
    false,
  ],
  [
    'of a colleague who writes from the same number',
    { from: 'jan@werk.example', facts: { phone: '+49711123' } },
    false,
  ],
  ['with neither', { facts: {} }, false],
])('an inquiry that became no lead %s is of the person: %#', (_what, inquiry, theirs) => {
  expect(namesPerson({ leadId: null, ...inquiry }, handles)).toBe(theirs);
  expect(namesPerson({ leadId: 'another', ...inquiry }, handles)).toBe(false);
});
