import { expect, it } from 'vitest';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
import { HookSource } from './hooks.ts';
import { ownErrors } from './own-checks.ts';
import { readDocument } from './read-document.ts';

const read = (hooks: unknown) =>
  readDocument('intake', [
    { name: 'intake', text: JSON.stringify({ ...defaultDocument('intake').document, hooks }) },
  ]);

it('a source of hooks is one entry of the intake document, with paths alone or several to choose from (R38)', () => {
  const source = {
    like: 'gravity-forms',
    leads: 'rows[]',
    fields: ['person'],
    lists: [{ items: 'options[]', names: ['label', 'id'], values: 'chosen' }],
    about: { externalId: 'no', 'utm.ad': ['ad', 'adId'] },
    names: { '7': 'company' },
    retrieve: { url: 'https://api.example/leads/{id}' },
    check: { by: 'hmac', header: 'x-signature', encoding: 'hex' },
  };
  expect(read({ stand: source })).toMatchObject({ ok: true });
});

it.each([
  ['an unknown part', { stand: { felds: ['a'] } }],
  ['a name with capitals', { Stand: {} }],
  ['an address without TLS', { stand: { retrieve: { url: 'http://api.example/{id}' } } }],
  ['an address without the id', { stand: { retrieve: { url: 'https://api.example/' } } }],
])('and refused with %s', (_, hooks) => {
  expect(read(hooks)).toMatchObject({ ok: false });
});

const targets = (names: Record<string, string>) => {
  const { document } = defaultDocument('intake');
  return ownErrors('intake', { ...document, hooks: { messe: HookSource.parse({ names }) } });
};

it('a name that is led to no field of ours is told, with what may be meant (R38)', () => {
  expect(targets({ '7': 'compnay', '8': 'kundennummer' })).toEqual([
    {
      path: ['hooks', 'messe', 'names', '7'],
      reason: 'there is no field compnay',
      suggestion: 'did you mean company?',
    },
    {
      path: ['hooks', 'messe', 'names', '8'],
      reason: 'there is no field kundennummer',
      suggestion: 'a canonical field; extra.kundennummer keeps it beside the facts',
    },
  ]);
});

it.each(['company', 'subject', '', 'utm.ad', 'extra.kundennummer', 'consent.phone', 'newsletter'])(
  'it may be led to "%s"',
  (target) => {
    expect(targets({ '7': target })).toEqual([]);
  },
);
