import { expect, it } from 'vitest';
import type { Facts } from '../../../shared/domain/facts.ts';
import { sampleInquiry } from '../../../test/contracts/sample-leads.ts';
import { anna, world } from '../testing.ts';
import { asKnown } from './called-by-name.ts';

const other = 'someone@else.example';

it.each<[string, Facts[], boolean]>([
  ['one person who wrote twice', [anna, { ...anna, lastName: 'SCHMIDT' }], true],
  ['who left the name out once', [anna, { email: anna.email }], true],
  ['two names under one address', [anna, { ...anna, firstName: 'Eva' }], false],
  ['two addresses under one name', [anna, { ...anna, email: other }], false],
  ['somebody else without a name', [anna, { email: other }], false],
])('a mail of a series calls by name only where one person is known: %s', async (_, said, named) => {
  const { receive, lead } = world();
  await receive();
  const inquiries = said.map((facts) => sampleInquiry({ facts }));
  expect(asKnown(await lead(), inquiries).facts.lastName).toBe(named ? 'Schmidt' : undefined);
});
