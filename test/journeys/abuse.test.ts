import PostalMime from 'postal-mime';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { coldInquiry, type LocalCloud, startLocalCloud } from './local-cloud.ts';

let cloud: LocalCloud;
beforeAll(async () => {
  cloud = await startLocalCloud();
}, 180_000);
afterAll(() => cloud?.stop());

/** Somebody else's mailbox, in the spellings that lead to it. */
const spelt = (i: number) =>
  ['opfer@privat.example', 'OPFER@Privat.example', `opfer+${i}@privat.example`][i % 3];
/** Every post comes from another network. */
const from = (i: number) => ({ 'x-forwarded-for': `10.${i}.0.1` });

const NAMES = [
  ['Kaufen Sie', 'Poison'],
  ['Mia', 'du poison'],
  ['www.poison.example', 'Poison'],
  ['Anna', 'poison! hier klicken'],
];

/** What somebody says who wants to insult the holder of the mailbox, in every field, each time as somebody else. */
const insult = (i: number) => ({
  firstName: NAMES[i % 4]?.[0],
  lastName: NAMES[i % 4]?.[1],
  email: spelt(i),
  company: `Poison ${i} GmbH`,
  jobTitle: 'Poison',
  anrede: 'Poison',
  titel: 'Poison',
  product: ['demo', 'platform', 'training', 'Poison'][i % 4],
  message: `Poison Nummer ${i}, https://poison.example/${i}`,
  consent: { marketing: { given: true, wording: 'Poison' }, tracking: { given: true } },
  [`Poison ${i}`]: 'Poison',
});

async function post(i: number): Promise<number> {
  const said = insult(i);
  if (i % 4 === 0) return (await cloud.call('POST', '/v1/hooks/form', said, from(i))).status;
  if (i % 4 === 1) return (await cloud.call('POST', '/v1/leads', said, from(i))).status;
  if (i % 4 === 2) {
    const { email = '', message } = said;
    const form = new URLSearchParams({
      email,
      nachricht: message,
      name: `${said.firstName} ${said.lastName}`,
    });
    return (await cloud.call('POST', '/v1/leads', form, from(i))).status;
  }
  const head = `From: Poison <${spelt(i)}>\r\nTo: sales@example.test\r\nSubject: Poison ${i}\r\n`;
  const mail = `${head}Message-ID: <${i}@poison.example>\r\n\r\n${said.message}\r\n`;
  const path = '/_local/email?to=sales%40example.test&spf=FAIL&dkim=FAIL&dmarc=GRAY';
  return (await cloud.call('POST', path, mail, { 'content-type': 'message/rfc822' })).status;
}

it('a victim whose address is posted a hundred times gets three mails at most, none with words of the poster', async () => {
  // The first one by mail: its answer may not even name that mail, as the poster called it.
  const statuses = [await post(3)];
  await cloud.settle();
  for (let wave = 0; wave < 100; wave += 20) {
    statuses.push(...(await Promise.all(Array.from({ length: 20 }, (_, i) => post(4 + wave + i)))));
    await cloud.settle();
  }
  // The limit restricts mails, not the intake.
  expect([...new Set(statuses)].sort()).toEqual([200, 202]);
  await cloud.advance('PT12H');
  const sent = (await cloud.mails()).filter(({ to }) => to.toLowerCase().endsWith('@privat.example'));
  expect(sent).toHaveLength(3);
  for (const { n } of sent)
    expect(JSON.stringify(await PostalMime.parse(await cloud.mail(n)))).not.toMatch(/poison|kaufen|klick/i);
}, 240_000);

it('a form brings the token that it fetched, and one that has none of ours is looked at by a person', async () => {
  const { json, headers } = await cloud.call('GET', '/v1/form-token', undefined, {
    origin: 'https://any.example',
  });
  expect(headers.get('access-control-allow-origin')).toBe('*');
  await cloud.advance('PT1M');
  const form = (fields: object) => cloud.call('POST', '/v1/leads', coldInquiry({ ...fields }));
  const { json: good } = await form({ leitwerkToken: json.token });
  const { json: forged } = await form({ leitwerkToken: `${json.token}x` });
  expect([good.outcome, forged.outcome]).toEqual(['created', 'quarantined']);
});
