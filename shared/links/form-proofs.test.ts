import { describe, expect, it } from 'vitest';
import { readFormToken, readWork, setWork, signFormToken } from './form-proofs.ts';

const now = '2026-11-24T09:00:00.000Z';
const later = (minutes: number) => new Date(Date.parse(now) + minutes * 60_000).toISOString();

describe('the token of a form', () => {
  const token = signFormToken('id-1', now, 'secret');

  it('says which it is and how long ago the form was shown', () => {
    expect(readFormToken(token, 'secret', later(2))).toEqual({ id: 'id-1', seconds: 120 });
  });

  it('is none with any character changed, under another secret, or cut', () => {
    for (let at = 0; at < token.length; at++) {
      const changed = `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
      expect(readFormToken(changed, 'secret', now)).toBeNull();
      expect(readFormToken(token.slice(0, at), 'secret', now)).toBeNull();
    }
    expect(readFormToken(token, 'other', now)).toBeNull();
  });
});

describe('the work of a browser', () => {
  const id = '0123456789abcdef01234567';
  const work = setWork(id, 321, now, 'secret');
  const sent = (over: object = {}) =>
    Buffer.from(JSON.stringify({ ...work, number: 321, ...over })).toString('base64');

  it('is set as the widget of ALTCHA reads it', () => {
    // Made by createChallenge of altcha-lib 2.8.0 (protocol 1), with the same salt, number and end.
    expect(setWork(id, 321, '2026-11-24T08:50:00.000Z', 'secret')).toMatchObject({
      algorithm: 'SHA-256',
      salt: '0123456789abcdef01234567?expires=1795512000&',
      challenge: 'bdbfe446b049cd2b31e68d838b3442d82087b91b5209328095ee8917bf6f30af',
    });
  });

  it('is known by its id once it is solved, for half an hour', () => {
    expect(readWork(sent(), 'secret', later(29))).toBe(id);
    expect(readWork(sent(), 'secret', later(30))).toBeNull();
  });

  it.each([
    ['with another number', { number: 322 }],
    ['with another end', { salt: work.salt.replace('?expires=1', '?expires=2') }],
    ['with a task of the sender', setWork(id, 321, now, 'guessed')],
    ['without a number', { number: 'x' }],
  ])('is not solved %s', (_what, over) => {
    expect(readWork(sent(over), 'secret', now)).toBeNull();
  });

  it.each([[''], ['e30='], ['%%%'], ['null']])('is not solved by %j', (text) => {
    expect(readWork(text, 'secret', now)).toBeNull();
  });
});
