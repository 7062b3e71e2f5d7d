import { expect, it } from 'vitest';
import { defaultDocument } from '../adapters/memory/default-rules.ts';
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
