import { expect, it } from 'vitest';
import { compare, type Right } from './least-privilege.ts';

const right = (action: string, resource: string, over: Partial<Right> = {}): Right => ({
  caller: 'Score',
  action,
  resource,
  ...over,
});
const get = right('dynamodb:GetItem', 'arn:table/T');
const mail = 'arn:aws:s3:::raw/mail/*';

it.each<[string, Right[], Right[], Partial<ReturnType<typeof compare>>]>([
  ['what is permitted and done is fine', [get], [get], {}],
  [
    'what is permitted to another function is missing',
    [{ ...get, caller: 'Turn' }],
    [get],
    {
      missing: ['Score: dynamodb:GetItem on arn:table/T'],
      unused: ['Turn: dynamodb:GetItem on arn:table/T'],
    },
  ],
  [
    'a table is not its index',
    [get],
    [get, right('dynamodb:GetItem', 'arn:table/T/index/i')],
    { missing: ['Score: dynamodb:GetItem on arn:table/T/index/i'] },
  ],
  [
    'an object lies under its prefix',
    [right('s3:GetObject', mail)],
    [right('s3:GetObject', 'arn:aws:s3:::raw/mail/1')],
    {},
  ],
  [
    'a prefix is used by a folder of it',
    [right('s3:GetObject', 'arn:aws:s3:::raw/*')],
    [right('s3:GetObject', mail)],
    {},
  ],
  [
    'a prefix ends where it ends',
    [right('s3:GetObject', mail)],
    [right('s3:GetObject', 'arn:aws:s3:::raw/mailed/1')],
    {
      missing: ['Score: s3:GetObject on arn:aws:s3:::raw/mailed/1'],
      unused: [`Score: s3:GetObject on ${mail}`],
    },
  ],
  [
    'a point is a point and no pattern',
    [right('s3:GetObject', 'a.b/*')],
    [right('s3:GetObject', 'aXb/1')],
    { missing: ['Score: s3:GetObject on aXb/1'], unused: ['Score: s3:GetObject on a.b/*'] },
  ],
  [
    'the key by way of one service is not the key by way of another',
    [right('kms:Decrypt', 'k', { via: 's3' })],
    [right('kms:Decrypt', 'k', { via: 'sqs' })],
    { missing: ['Score: kms:Decrypt on k by way of sqs'], unused: ['Score: kms:Decrypt on k by way of s3'] },
  ],
  [
    'a pattern of actions is named, though it is used',
    [right('dynamodb:*', 'arn:table/T')],
    [get],
    { wildcard: ['Score: dynamodb:* on arn:table/T'] },
  ],
  [
    'what is done twice is missing once',
    [],
    [get, get],
    { missing: ['Score: dynamodb:GetItem on arn:table/T'] },
  ],
])('%s', (_case, permitted, done, found) => {
  expect(compare(permitted, done)).toEqual({ missing: [], unused: [], wildcard: [], ...found });
});
