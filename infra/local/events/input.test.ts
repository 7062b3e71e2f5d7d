import { expect, it } from 'vitest';
import type { BusEvent, RuleTarget } from '../contract.ts';
import { inputOf } from './input.ts';

const event: BusEvent = {
  version: '0',
  id: 'e1',
  'detail-type': 'Email Bounced',
  source: 'aws.ses',
  account: '000000000000',
  time: '2026-11-24T09:00:00Z',
  region: 'eu-central-1',
  resources: [],
  detail: { mail: { messageId: 'm"1' }, count: 3 },
};
const transformer = (template: string): RuleTarget => ({
  arn: 'a',
  inputTransformer: {
    paths: { id: '$.detail.mail.messageId', n: '$.detail.count', none: '$.detail.none' },
    template,
  },
});

it.each<[string, RuleTarget, unknown]>([
  ['the whole event', { arn: 'a' }, event],
  ['a constant', { arn: 'a', input: '{"day":"today"}' }, { day: 'today' }],
  ['a part', { arn: 'a', inputPath: '$.detail.mail' }, { messageId: 'm"1' }],
  ['text in quotes', transformer('{"id":"<id>","n":<n>}'), { id: 'm"1', n: 3 }],
  ['text within text', transformer('"mail <id> came <n> times"'), 'mail m"1 came 3 times'],
  ['what is missing', transformer('{"none":<none>,"text":"<none>"}'), { none: null, text: '' }],
  ['the event inside', transformer('{"event":<aws.events.event>}'), { event }],
])('a target receives %s', (_what, target, expected) => {
  expect(inputOf(target, event)).toEqual(expected);
});
