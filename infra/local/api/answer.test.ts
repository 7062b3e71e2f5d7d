import { expect, it } from 'vitest';
import { answerOf } from './answer.ts';

const text = (answer: unknown) => {
  const { status, headers, body } = answerOf(answer);
  return { status, headers, body: body.toString() };
};

it('a response is passed on: headers in lower case, cookies, base64', () => {
  const response = {
    statusCode: 202,
    headers: { 'X-A': 1 },
    cookies: ['c=1'],
    body: 'aGk=',
    isBase64Encoded: true,
  };
  expect(text(response)).toEqual({
    status: 202,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'x-a': '1', 'set-cookie': ['c=1'] },
    body: 'hi',
  });
});

it('anything without a status is the body', () => {
  expect(text({ a: 1 })).toEqual({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{"a":1}',
  });
  expect(text('hi').body).toBe('hi');
});

it('an unreadable response is a fault of the function', () => {
  expect(text({ statusCode: 'ok' })).toMatchObject({
    status: 500,
    body: '{"message":"Internal Server Error"}',
  });
});
