import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

const answered = (token: string) => ({
  event_type: 'form_response',
  form_response: {
    token,
    submitted_at: '2026-11-23T10:00:00Z',
    definition: {
      title: 'Anfrage',
      fields: [
        { id: 'a', title: 'Wie ist Ihr Name?' },
        { id: 'b', title: 'Ihre E-Mail-Adresse?' },
        { id: 'c', title: 'Wie können wir helfen?' },
      ],
    },
    answers: [
      { type: 'text', text: 'Lena Vogt', field: { id: 'a', type: 'short_text' } },
      { type: 'email', email: `${token}@vogt.example`, field: { id: 'b', type: 'email' } },
      { type: 'text', text: 'Bitte eine Vorführung.', field: { id: 'c', type: 'long_text' } },
    ],
  },
});

it('a lead out of a form tool is answered like any other, and counts once however often it is sent (R38)', async () => {
  const [first, again] = [
    await cloud.call('POST', '/v1/hooks/typeform', answered('tf-1')),
    await cloud.call('POST', '/v1/hooks/typeform', answered('tf-1')),
  ];
  expect([first.status, again.status]).toEqual([200, 200]);
  const [{ leadId, inquiryId }] = first.json.inquiries;
  expect(again.json.inquiries).toMatchObject([{ outcome: 'duplicate', inquiryId }]);
  await cloud.settle();
  const lead = await cloud.lead(leadId);
  expect(lead).toMatchObject({ facts: { name: 'Lena Vogt', email: 'tf-1@vogt.example' } });
  expect(lead.inquiries).toHaveLength(1);
  expect(await cloud.mails('tf-1@vogt.example')).toHaveLength(1);
});

it('what nobody understands is kept, and whoever asks for a handshake must know the token', async () => {
  const answer = await cloud.call('POST', '/v1/hooks/jotform', { hello: 'world' });
  expect([answer.status, answer.json.inquiries[0].outcome]).toEqual([200, 'quarantined']);
  const handshake = '/v1/hooks/meta?hub.mode=subscribe&hub.challenge=1&hub.verify_token=geraten';
  expect((await cloud.call('GET', handshake)).status).toBe(401);
  expect((await cloud.call('POST', '/v1/hooks/nobody', {})).status).toBe(404);
});

it('a tool that nobody has heard of is a source by one document, without code (R38)', async () => {
  const path = '/_local/parameters/leitwerk/local/rules/intake';
  const document = (await cloud.call('GET', path)).json;
  const hooks = {
    quizly: {
      channel: 'promotion',
      leads: 'results[]',
      fields: ['participant'],
      lists: [{ items: 'quiz[]', names: 'asked', values: 'said' }],
      about: { externalId: 'nr', campaign: 'quizTitle' },
      names: { 'Was reizt Sie?': 'message' },
      ignore: ['points'],
    },
  };
  const note = 'The quiz of the autumn fair';
  const changed = { ...document, version: document.version + 1, note, hooks };
  expect((await cloud.call('PUT', path, changed)).status).toBeLessThan(300);
  await cloud.settle();
  const answer = await cloud.call('POST', '/v1/hooks/quizly', {
    quizTitle: 'unused',
    results: [
      {
        nr: 4711,
        quizTitle: 'Herbstmesse',
        participant: { Vorname: 'Ida', Nachname: 'Vogt', 'E-Mail': 'ida@quiz.example', points: 12 },
        quiz: [{ asked: 'Was reizt Sie?', said: 'Eine Vorführung' }],
      },
    ],
  });
  expect(answer.json.inquiries).toMatchObject([{ outcome: 'created' }]);
  const lead = await cloud.lead(answer.json.inquiries[0].leadId);
  expect(lead.facts).toMatchObject({
    firstName: 'Ida',
    lastName: 'Vogt',
    email: 'ida@quiz.example',
    campaign: 'Herbstmesse',
  });
  expect(lead.inquiries).toMatchObject([{ channel: 'promotion', source: 'quizly' }]);
});
