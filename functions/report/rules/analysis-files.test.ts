import { describe, expect, it } from 'vitest';
import { AnalysisMessage } from '../analysis-record.ts';
import { analysisFiles } from './analysis-files.ts';

const message = (id: string, at: string, clocks: string[] = []) =>
  AnalysisMessage.parse({
    event: { event_id: id, at, type: 'NoteAdded', lead_id: 'lead_1' },
    clocks: clocks.map((run) => ({
      event_id: id,
      at,
      lead_id: 'lead_1',
      run,
      clock: 'review',
      state: 'running',
    })),
  });
const keys = (messages: AnalysisMessage[]) => analysisFiles(messages).map(({ key }) => key);

describe('the files of a batch', () => {
  it('lie in the folder of their day in Berlin, one for each data set and day', () => {
    const batch = [
      message('l.1', '2026-11-24T22:59:59.999Z', ['review:1']),
      message('l.2', '2026-11-24T23:00:00.000Z'),
      message('l.3', '2026-07-01T22:00:00.000Z'),
    ];
    expect(keys(batch).map((key) => key.replace(/[0-9a-f]{32}/, '…'))).toEqual([
      'analysis/events/dt=2026-11-24/….parquet',
      'analysis/events/dt=2026-11-25/….parquet',
      'analysis/events/dt=2026-07-02/….parquet',
      'analysis/clocks/dt=2026-11-24/….parquet',
    ]);
  });

  it('are the same for the same messages in any order, also when one came twice', () => {
    const [a, b] = [
      message('l.1', '2026-11-24T09:00:00.000Z', ['review:1']),
      message('l.2', '2026-11-24T10:00:00.000Z'),
    ];
    expect(analysisFiles([b, a, b])).toEqual(analysisFiles([a, b]));
    expect(keys([a])).not.toEqual(keys([a, b]));
  });
});

describe('a message', () => {
  it('of an older version lacks newer columns', () => {
    expect(message('l.1', '2026-11-24T09:00:00.000Z').event.order_value).toBeNull();
  });

  it.each([
    ['no id', { at: '2026-11-24T09:00:00.000Z' }],
    ['no instant', { event_id: 'l.1', at: 'yesterday' }],
    ['a text for a number', { event_id: 'l.1', at: '2026-11-24T09:00:00.000Z', seq: 'one' }],
  ])('with %s is refused', (_, event) => {
    expect(AnalysisMessage.safeParse({ event, clocks: [] }).success).toBe(false);
  });
});
