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
