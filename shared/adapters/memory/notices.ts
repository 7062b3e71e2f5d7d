import { newId } from '../../domain/ids.ts';
import type { Notice, Notices } from '../../ports/notices.ts';

interface Turn {
  version: number;
  at: string;
  bundle?: { id: string; notices: readonly Notice[]; more: boolean };
}

/** Messages in memory, with the behaviour of `dynamoNotices`. */
export function memoryNotices(): Notices {
  const known = new Set<string>();
  const waiting = new Map<string, Notice[]>();
  const turns = new Map<string, Turn>();
  const of = (reader: string) => waiting.get(reader) ?? [];
  return {
    add: async (reader, notice, now) => {
      const key = `${reader} ${notice.eventId}`;
      if (!known.has(key)) waiting.set(reader, [...of(reader), notice].sort(inOrder));
      known.add(key);
      if (!turns.has(reader)) turns.set(reader, { version: 1, at: now });
    },
    take: async (reader, now, most) => {
      const turn = turns.get(reader);
      if (!turn || turn.at > now) return null;
      if (turn.bundle) return { reader, version: turn.version, ...turn.bundle };
      const all = of(reader);
      if (all.length === 0) {
        turns.delete(reader);
        return null;
      }
      const bundle = { id: newId('note', now), notices: all.slice(0, most), more: all.length > most };
      turns.set(reader, { ...turn, version: turn.version + 1, bundle });
      return { reader, version: turn.version + 1, ...bundle };
    },
    told: async ({ reader, notices, version }, nextTurn) => {
      const ids = notices.map(({ eventId }) => eventId);
      waiting.set(
        reader,
        of(reader).filter(({ eventId }) => !ids.includes(eventId)),
      );
      if (turns.get(reader)?.version === version) turns.set(reader, { version: version + 1, at: nextTurn });
    },
    due: async (until, limit) => {
      const all = [...turns].map(([reader, { at }]) => ({ reader, at })).sort(byTurn);
      const due = all.filter(({ at }) => at <= until).slice(0, limit);
      return { readers: due.map(({ reader }) => reader), nextAt: all[due.length]?.at ?? null };
    },
  };
}

function inOrder(one: Notice, other: Notice): number {
  return `${one.at}#${one.eventId}` < `${other.at}#${other.eventId}` ? -1 : 1;
}

function byTurn(one: { at: string }, other: { at: string }): number {
  return one.at < other.at ? -1 : 1;
}
