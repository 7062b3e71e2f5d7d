import { expect, it } from 'vitest';
import { reports } from '../reports.ts';
import { withoutFewAgents } from './few-agents.ts';

const hidden = [null, null, null, null, null, null];

it.each([
  { agents: '2', compared: '2', told: ['need', '2', ...hidden] },
  { agents: '3', compared: '2', told: ['need', '3', '40', '6', '0.5', '2', null, null] },
  { agents: '3', compared: '3', told: ['need', '3', '40', '6', '0.5', '3', '0.1', '0.05'] },
])(
  'of $agents agents, $compared of them with enough judgements, a group of three is told what it may know (R95, R133)',
  ({ agents, compared, told }) => {
    const row = ['need', agents, '40', '6', '0.5', compared, '0.1', '0.05'];
    expect(withoutFewAgents(reports.ratings, [row], 3)).toEqual([told]);
  },
);

it('how complete the calls of a single agent are is told to nobody (R95, R133)', () => {
  const rows = [
    ['phone', '1', '12', '0.9', '0.5', '0'],
    ['email', '3', '30', '0.8', '0.4', '0.1'],
  ];
  expect(withoutFewAgents(reports.checklist, rows, 3)).toEqual([
    ['phone', '1', null, null, null, null],
    rows[1],
  ]);
});
