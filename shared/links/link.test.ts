import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Link, readLink, signLink } from './link.ts';

const secret = 'a'.repeat(64);
const expires = '2026-11-30T12:00:00.000Z';
const assignment = {
  purpose: 'assignment',
  leadId: 'lead_1k2m3n4p5abcdefghjkmnp',
  turn: 2,
  owner: 'anna',
  expires,
} as const satisfies Link;
const before = '2026-11-30T11:59:59.999Z';

describe('a personal link (R130)', () => {
  it('gives back what it was made of', () => {
    expect(readLink(signLink(assignment, secret), 'assignment', secret, before)).toEqual({
      outcome: 'ok',
      link: assignment,
    });
    const own = { purpose: 'privacy', leadId: assignment.leadId, expires } as const;
    expect(readLink(signLink(own, secret), 'privacy', secret, before)).toEqual({ outcome: 'ok', link: own });
    const asked = { purpose: 'questions', leadId: assignment.leadId, expires } as const;
    expect(readLink(signLink(asked, secret), 'questions', secret, before)).toEqual({
      outcome: 'ok',
      link: asked,
    });
    const list = { purpose: 'owner', owner: 'anna', expires } as const;
    expect(readLink(signLink(list, secret), 'owner', secret, before)).toEqual({ outcome: 'ok', link: list });
    const of = { leadId: assignment.leadId, mail: 'inq_1', link: 1, links: 3, sentAt: expires };
    const click = { purpose: 'click', ...of, to: 'https://www.example.com/demo', expires } as const;
    expect(readLink(signLink(click, secret), 'click', secret, before)).toEqual({
      outcome: 'ok',
      link: click,
    });
  });

  it('fits into one line of a mail and needs no escaping', () => {
    const token = signLink(assignment, secret);
    expect(token.length).toBeLessThan(140);
    expect(encodeURIComponent(token)).toBe(token);
  });

  it.each([
    ['one millisecond before its end', before, 'ok'],
    ['at its end', expires, 'expired'],
    ['after its end', '2026-12-01T00:00:00.000Z', 'expired'],
  ])('%s', (_when, now, outcome) => {
    expect(readLink(signLink(assignment, secret), 'assignment', secret, now).outcome).toBe(outcome);
  });

  it('opens nothing for another purpose, however alike the pages are', () => {
    expect(readLink(signLink(assignment, secret), 'privacy', secret, before).outcome).toBe('wrong-purpose');
    const own = signLink({ purpose: 'privacy', leadId: assignment.leadId, expires }, secret);
    expect(readLink(own, 'assignment', secret, before).outcome).toBe('wrong-purpose');
    const list = signLink({ purpose: 'owner', owner: assignment.leadId, expires }, secret);
    expect(readLink(list, 'privacy', secret, before).outcome).toBe('wrong-purpose');
  });

  it('is void under another secret, also when it has expired', () => {
    const token = signLink(assignment, 'b'.repeat(64));
    expect(readLink(token, 'assignment', secret, before).outcome).toBe('bad-signature');
    expect(readLink(token, 'assignment', secret, '2027-01-01T00:00:00.000Z').outcome).toBe('bad-signature');
  });

  it('takes no signature from another link', () => {
    const [signed] = signLink(assignment, secret).split('.');
    const [, other] = signLink({ ...assignment, turn: 3 }, secret).split('.');
    expect(readLink(`${signed}.${other}`, 'assignment', secret, before).outcome).toBe('bad-signature');
  });

  it('fails with each single bit flipped', () => {
    const token = Buffer.from(signLink(assignment, secret));
    for (let bit = 0; bit < token.length * 8; bit++) {
      const flipped = Buffer.from(token);
      flipped.writeUInt8(flipped.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      expect(readLink(flipped.toString('latin1'), 'assignment', secret, before).outcome).not.toBe('ok');
    }
  });

  it.each([
    ['nothing', ''],
    ['one part', 'abc'],
    ['three parts', 'a.b.c'],
    ['letters outside the alphabet', 'a+b.c/d'],
    ['padding', 'YQ==.YQ=='],
    ['far too long', `${'a'.repeat(2000)}.a`],
  ])('is malformed with %s', (_what, token) => {
    expect(readLink(token, 'assignment', secret, before)).toEqual({ outcome: 'malformed' });
  });

  it('survives whatever stands in the address', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(readLink(`${left}.${right}`, 'assignment', secret, before).outcome).not.toBe('ok');
      }),
    );
  });

  it('keeps any lead, turn, owner and end', () => {
    const moment = fc.integer({ min: Date.parse(expires), max: Date.parse('2100-01-01T00:00:00.000Z') });
    const name = fc.string({ unit: 'grapheme', maxLength: 30 });
    fc.assert(
      fc.property(name, fc.nat(), name, moment, (leadId, turn, owner, end) => {
        const link: Link = {
          purpose: 'assignment',
          leadId,
          turn,
          owner,
          expires: new Date(end).toISOString(),
        };
        expect(readLink(signLink(link, secret), 'assignment', secret, before)).toEqual({
          outcome: 'ok',
          link,
        });
      }),
    );
  });
});
