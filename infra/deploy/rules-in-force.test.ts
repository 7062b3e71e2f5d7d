import { describe, expect, it } from 'vitest';
import { subjectOf } from '../../shared/rules/documents.ts';
import { writtenHash } from '../../shared/rules/status.ts';
import { defaultDocuments } from '../cdk/default-documents.ts';
import { awaitRules, standing } from './rules-in-force.ts';

type Found = { name: string; value: string }[];

const documents: Found = defaultDocuments().map(({ name, text }) => ({ name, value: text }));
const subjects = documents.map(({ name }) => subjectOf(name));
const judged = { status: 'active', hash: 'abc', at: '2026-11-24T09:00:00.000Z', errors: [] };
const statuses: Found = documents.map(({ name, value }) => ({
  name: `status/${subjectOf(name)}`,
  value: JSON.stringify({ ...judged, written: writtenHash([{ name, text: value }]) }),
}));
const connection = { name: 'system/connection', value: '{}' };

describe('rules after a deployment', () => {
  it('are pending while no status tells of them', () => {
    expect(standing(documents).pending.toSorted()).toEqual(subjects.toSorted());
  });

  it('are judged when the status names the text that lies there', () => {
    expect(standing([...documents, ...statuses])).toEqual({ pending: [], refused: [] });
  });

  it('are pending when the status is of an older text, and refused when it says so', () => {
    const tell = (subject: string, value: unknown) =>
      standing([
        ...documents,
        ...statuses.map((one) =>
          one.name === `status/${subject}` ? { ...one, value: JSON.stringify(value) } : one,
        ),
      ]);
    expect(tell('scoring', { ...judged, written: 'older' })).toEqual({
      pending: ['scoring'],
      refused: [],
    });
    expect(tell('pools', { ...judged, status: 'refused', hash: null })).toEqual({
      pending: [],
      refused: ['pools'],
    });
  });
});

describe('waiting for rules', () => {
  const parameters = (answers: Found[]) => {
    const written: string[] = [];
    return {
      written,
      under: async () => (answers.length > 1 ? answers.shift() : answers[0]) ?? [],
      put: async (name: string) => void written.push(name),
    };
  };
  const wait = async () => {};

  it('ends as soon as they are in force', async () => {
    const store = parameters([documents, [...documents, ...statuses]]);
    const found = await awaitRules({ parameters: store, stage: 'prod', patienceSeconds: 60 }, wait);
    expect(found.pending).toEqual([]);
    expect(store.written).toEqual([]);
  });

  it('tells once more of the last parameter when its event was missed, and gives up in time', async () => {
    const store = parameters([[...documents, connection]]);
    const found = await awaitRules({ parameters: store, stage: 'prod', patienceSeconds: 60 }, wait);
    expect(found.pending).toHaveLength(subjects.length);
    expect(store.written).toEqual(['/leitwerk/prod/system/connection']);
  });
});
