import { describe, expect, it } from 'vitest';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { Notices } from '../../shared/ports/notices.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { sweep } from './sweep.ts';

const now = '2026-11-24T09:00:00.000Z';
type Due = Awaited<ReturnType<LeadStore['due']>>;
type Turns = Awaited<ReturnType<Notices['due']>>;

const nobody: Turns = { readers: [], nextAt: null };

async function swept(due: Due, { turns = nobody, send }: { turns?: Turns; send?: Queue['send'] } = {}) {
  const sent: unknown[] = [];
  const store = { due: async () => due } as unknown as LeadStore;
  const notices = { due: async () => turns } as unknown as Notices;
  const queue: Queue = {
    send: send ?? (async (messages) => void sent.push(...messages.map(({ body }) => body))),
  };
  return { answer: await sweep({ store, notices, leads: queue, readers: queue, now: () => now }), sent };
}

describe('the sweep of each minute', () => {
  it('announces the leads on which a step is due, the longest due first', async () => {
    const { answer, sent } = await swept({ leadIds: ['lead_2', 'lead_1'], more: true, nextAt: now });
    expect(sent).toEqual([{ leadId: 'lead_2' }, { leadId: 'lead_1' }]);
    expect(answer).toEqual({ announced: 2 });
  });

  it('announces no lead at the very instant of its step, but rests until then', async () => {
    const asked: string[] = [];
    const due = async (until: string) => {
      asked.push(until);
      return { leadIds: [], more: false, nextAt: now };
    };
    const store = { due } as unknown as LeadStore;
    const notices = { due: async () => nobody } as unknown as Notices;
    const queue: Queue = { send: async () => {} };
    const answer = await sweep({ store, notices, leads: queue, readers: queue, now: () => now });
    expect(asked).toEqual(['2026-11-24T08:59:59.999Z']);
    expect(answer.idleUntil).toBe(now);
  });

  it('announces who is to be told what has come together, and looks again in a minute', async () => {
    const turns = { readers: ['anna'], nextAt: '2026-11-24T09:15:00.000Z' };
    const { answer, sent } = await swept({ leadIds: [], more: false, nextAt: null }, { turns });
    expect(sent).toEqual([{ reader: 'anna' }]);
    expect(answer).toEqual({ announced: 0 });
  });

  it('does not rest after leads were announced: a message may be lost on the way', async () => {
    const due = { leadIds: ['lead_1'], more: false, nextAt: '2026-11-24T09:15:00.000Z' };
    expect((await swept(due)).answer).toEqual({ announced: 1 });
  });

  it('rests until the next reader is to be told, where no lead is due before', async () => {
    const turns = { readers: [], nextAt: '2026-11-24T09:15:00.000Z' };
    const due = { leadIds: [], more: false, nextAt: '2026-11-24T10:00:00.000Z' };
    expect((await swept(due, { turns })).answer.idleUntil).toBe(turns.nextAt);
  });

  it.each([
    ['until the next step is due', '2026-11-24T09:12:30.000Z', '2026-11-24T09:12:30.000Z'],
    ['for a day at most', '2026-11-25T17:00:00.000Z', '2026-11-25T09:00:00.000Z'],
    ['for a day where nothing is planned', null, '2026-11-25T09:00:00.000Z'],
  ])('may rest %s', async (_, nextAt, idleUntil) => {
    const { answer } = await swept({ leadIds: [], more: false, nextAt });
    expect(answer).toEqual({ announced: 0, idleUntil, unlessBefore: 'ws' });
  });

  it('fails loudly when the queue does not take the leads, so that the alarm rings; the next sweep finds them again', async () => {
    const refuse = async () => {
      throw new Error('no queue');
    };
    await expect(swept({ leadIds: ['lead_1'], more: false, nextAt: null }, { send: refuse })).rejects.toThrow(
      'no queue',
    );
  });
});
