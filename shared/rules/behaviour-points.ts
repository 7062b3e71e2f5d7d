import type { Act } from '../domain/behaviour.ts';
import type { ScoreCriterion } from '../domain/lead.ts';
import type { ScoringDocument } from './scoring.ts';

const DAY_MS = 86_400_000;

type Behaviour = ScoringDocument['behaviour'];

/**
 * What one act is worth now: its points, halved each time that the half-life of its type has passed. Acts of machines, of
 * types without points, and of the future are worth nothing. Not rounded.
 * @param now ISO instant
 */
export function actPoints(act: Act, behaviour: Behaviour, now: string): number {
  const rule = behaviour?.actions[act.type];
  const age = Date.parse(now) - Date.parse(act.at);
  if (!rule || act.void !== undefined || age < 0) return 0;
  return rule.points * 2 ** -(age / DAY_MS / rule.halfLifeDays);
}

/**
 * The rows of behaviour in the explanation of a score: one for each type that is worth something now, in whole points,
 * so that the rows add up exactly; never more than the cap of the type, and of all together.
 */
export function behaviourRows(
  acts: readonly Act[],
  behaviour: Behaviour,
  now: string,
): (ScoreCriterion & { value: number })[] {
  if (!behaviour || acts.length === 0) return [];
  let room = behaviour.most;
  return Object.entries(behaviour.actions).flatMap(([type, { most }]) => {
    const of = acts.filter((act) => act.type === type && act.void === undefined);
    const sum = of.reduce((points, act) => points + actPoints(act, behaviour, now), 0);
    const points = Math.min(Math.round(sum), most, room);
    room -= points;
    const id = `behaviour.${type}`;
    return points > 0 ? [{ id, fact: id, value: of.length, points }] : [];
  });
}

/**
 * What people are shown of somebody's behaviour: each act with its points now, in tenths. That a mail arrived is no act of
 * theirs, and who read it is nobody's business.
 */
export function shownActs(
  acts: readonly Act[],
  behaviour: Behaviour,
  now: string,
): (Omit<Act, 'reader'> & { points: number })[] {
  return acts
    .filter(({ type }) => type !== 'mail-delivered')
    .map(({ reader: _reader, ...act }) => ({
      ...act,
      points: Math.round(10 * actPoints(act, behaviour, now)) / 10,
    }));
}
