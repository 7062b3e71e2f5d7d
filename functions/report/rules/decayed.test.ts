import { describe, expect, it } from 'vitest';
import { quality } from '../sql/quality.sql.ts';
import { decayed } from './decayed.ts';

const row = (rise: string | null, riseDayBefore: string | null) =>
  quality.columns.map(({ name }) => {
    const said: Record<string, string | null> = { channel: 'web_form', source: 'fair', rise, riseDayBefore };
    return { noticedShare: '0.4', noticedShareBefore: '0.2', ...said }[name] ?? null;
  });

describe('data of a source that grow worse (R66)', () => {
  it.each([
    ['rose today', '0.2', '0.05', true],
    ['rose just so much today', '0.1', '0.0999', true],
    ['could not be judged the day before', '0.2', null, true],
    ['had risen the day before', '0.2', '0.1', false],
    ['are as they were', '0.05', '0.0', false],
    ['are better', '-0.2', '0.0', false],
    ['recovered', '0.0', '0.2', false],
    ['cannot be judged', null, null, false],
  ])('are told where they %s', (_, rise, before, expected) => {
    expect(decayed([row(rise, before)], 0.1)).toEqual(
      expected ? [{ channel: 'web_form', source: 'fair', now: 0.4, before: 0.2 }] : [],
    );
  });
});
