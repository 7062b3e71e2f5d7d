import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Lead } from '../../domain/lead.ts';
import { pack, unpack } from './codec.ts';
import { dictionary1 } from './dictionary.ts';

describe('bodies of items', () => {
  it('come back as they were, in a fraction of the bytes', () => {
    const body = {
      events: [{ type: 'LeadQualified', data: {} }],
      name: 'Jürgen 🙂 Öz',
      extra: { a: [1, null] },
    };
    expect(unpack(z.unknown(), pack(body), 'lead')).toEqual(body);
  });

  it('cannot be read with another dictionary, so this one never changes', () => {
    expect(createHash('sha256').update(dictionary1).digest('hex')).toBe(
      '22a08a3a8d3d9d8ae2eadd6a1eb852c9cf1b97c6781c23aa93bccafa66de086c',
    );
  });

  it('of the first version can be read for ever', () => {
    const golden = 'wzZ4hTwGhpya4aUI1C6vw3uK0lPz0Ad2amtrAQ==';
    expect(unpack(z.unknown(), Buffer.from(golden, 'base64'), 'lead')).toEqual({
      lead: { id: 'lead_1', state: 'qualified', facts: { name: 'Jürgen', country: 'DE' } },
    });
  });

  it('that are no bodies are a fault that names places and no values', () => {
    expect(() => unpack(z.unknown(), Buffer.from('no deflate'), 'lead')).toThrow('item-unreadable: lead');
    const odd = pack({ id: 'lead_1', facts: { email: 'anna@example.test' } });
    const read = () => unpack(Lead, odd, 'lead');
    expect(read).toThrow(/^item-unreadable: lead at version invalid_type/);
    expect(read).not.toThrow('anna');
    expect(() => inflateRawSync(odd)).toThrow();
  });
});
