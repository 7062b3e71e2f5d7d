import { Fault } from '../../../shared/domain/faults.ts';
import type { Lead, LeadClass, Score, ScoreCriterion, Stage } from '../../../shared/domain/lead.ts';
import type { ActiveScoring } from '../../../shared/rules/areas.ts';
import { behaviourRows } from '../../../shared/rules/behaviour-points.ts';
import { type AskedInquiry, conditionFacts, holds } from '../../../shared/rules/conditions.ts';
import { depthOf } from '../../../shared/rules/depth.ts';
import { oncePer } from '../../../shared/rules/once-per.ts';
import { potentialOf } from '../../../shared/rules/potential.ts';
import type { ScoringDocument } from '../../../shared/rules/scoring.ts';
import { type KnownFacts, rate } from './ratings.ts';

/** An inquiry whose words may show a clear wish to buy. */
export type ShownInquiry = AskedInquiry & { id: string; receivedAt: string };

export interface Scored {
  score: Score;
  class: LeadClass;
  stage: Stage | null;
  /** Path of the rule that made the class, such as `score/points` or `score/fast-lane/asks-for-an-offer`. */
  rule: string;
  because: string;
}

/**
 * Scores and classifies a lead. The same lead, document, day and inquiry always give the same result.
 * @param scoring with the area table, if the document names one
 * @param inquiry the inquiry that gave rise to it, whose words the fast lane reads; null where it was something else
 */
export function scoreLead(
  lead: Lead,
  { hash, document, areas }: ActiveScoring,
  now: string,
  inquiry: ShownInquiry | null,
): Scored {
  if (document.areas && !areas)
    throw new Fault('areas-not-read', { retryable: false, detail: document.areas.table });
  const { facts, extra } = lead;
  const depth = document.depth ? depthOf(lead, document.depth) : null;
  const criteria = [
    ...explain(
      { facts, extra, area: areas?.(facts) ?? null, depth, effort: greatestEffort(lead) },
      document,
      now,
    ),
    ...behaviourRows(lead.behaviour ?? [], document.behaviour, now),
  ];
  const value = pointsOf(criteria);
  const wish = wishOf(lead, document, now, inquiry);
  const potential = potentialOf(lead, document);
  const score: Score = {
    value,
    scaled: Math.min(100, Math.round((100 * value) / most(document))),
    code: codeOf(criteria, document),
    bant: bantOf(criteria, document),
    rulesHash: hash,
    criteria,
    ...(document.probability ? { probability: probabilityOf(value, document.probability) } : {}),
    ...(potential ? { potential } : {}),
    ...(depth ? { depth } : {}),
    ...(wish ? { wish } : {}),
  };
  const byRule = classify(lead, document, score);
  return { score, ...(byHand(lead, document, { score, now }) ?? byRule) };
}

/** The most trouble that the person took (R45), as far as it counts; null where they never wrote. */
function greatestEffort({ inquiries }: Lead): number | null {
  const counting = inquiries.filter(({ concern, setAside }) => !concern && !setAside);
  return Math.max(0, ...counting.map(({ effort = 0 }) => effort)) || null;
}

/** The rows of the explanation: one for each criterion whose fact is known, or that rates it as unknown. */
export function explain(known: KnownFacts, document: ScoringDocument, now: string): ScoreCriterion[] {
  const rows: ScoreCriterion[] = [];
  for (const { id, fact, weight, rule } of criteriaOf(document)) {
    const rated = rate(known, rule, now);
    if (!rated) continue;
    const { value, rating, area } = rated;
    rows.push({ id, fact, value, rating, ...(area ? { area } : {}), weight, points: rating * weight });
  }
  return rows;
}

/** The criteria of a document that have a weight, in its order. */
const criteriaOf = oncePer(({ ratings, weights }: ScoringDocument) =>
  Object.entries(ratings).flatMap(([id, rule]) => {
    const weight = weights[id];
    const fact = rule.fact === 'extra' ? `extra.${rule.field}` : rule.fact;
    return weight === undefined ? [] : [{ id, fact, weight, rule }];
  }),
);

/** The score: the sum of the points of its rows. */
export function pointsOf(criteria: readonly ScoreCriterion[]): number {
  return criteria.reduce((sum, row) => sum + row.points, 0);
}

/** Probability of a win (0–1, four digits) of a lead with so many points. */
export function probabilityOf(
  points: number,
  { intercept, slope }: NonNullable<ScoringDocument['probability']>,
): number {
  return Math.round(10_000 / (1 + Math.exp(-(intercept + slope * points)))) / 10_000;
}

/** Points of a lead that has the best rating in everything; what it does besides can make up for a fact. */
function most(document: ScoringDocument): number {
  return 4 * Object.values(document.weights).reduce((sum, weight) => sum + weight, 0);
}

function ratingIn(criteria: readonly ScoreCriterion[], id: string | undefined): number | null {
  return criteria.find((row) => row.id === id)?.rating ?? null;
}

/** Time frame as a digit (1 nearest), volume as a letter (A largest), `-` where unknown (R90). */
function codeOf(criteria: readonly ScoreCriterion[], { code }: ScoringDocument): string {
  const time = ratingIn(criteria, code.digit);
  const volume = ratingIn(criteria, code.letter);
  return `${time === null ? '-' : 5 - time}${volume === null ? '-' : 'DCBA'.charAt(volume - 1)}`;
}

/** Budget, authority, need and time: each the rating of its first criterion whose fact is known (R94). */
function bantOf(criteria: readonly ScoreCriterion[], { bant }: ScoringDocument): Score['bant'] {
  const view = (ids: readonly string[]) =>
    ids.map((id) => ratingIn(criteria, id)).find((rating) => rating !== null) ?? null;
  return {
    budget: view(bant.budget),
    authority: view(bant.authority),
    need: view(bant.need),
    time: view(bant.time),
  };
}

/** A wish counts from the receipt of its inquiry, and ends with the round: a lead that came back needs a new one. */
function wishOf(
  lead: Lead,
  document: ScoringDocument,
  now: string,
  inquiry: ShownInquiry | null,
): Score['wish'] {
  const kept = lead.score?.wish;
  const wishes = [newWish(lead, document, inquiry), kept?.round === lead.round ? kept : undefined];
  return wishes
    .flatMap((wish) => (wish && wish.until > now ? [wish] : []))
    .reduce<Score['wish']>(
      (latest, wish) => (latest && latest.until >= wish.until ? latest : wish),
      undefined,
    );
}

function newWish(lead: Lead, { fastLane }: ScoringDocument, inquiry: ShownInquiry | null): Score['wish'] {
  if (!inquiry || (lead.round > 0 && inquiry.receivedAt <= lead.stateSince)) return undefined;
  const facts = conditionFacts(lead, inquiry);
  const lane = fastLane.find(({ when }) => holds(when, facts));
  if (!lane) return undefined;
  const until = new Date(Date.parse(inquiry.receivedAt) + lane.holdsDays * 86_400_000).toISOString();
  return { rule: lane.id, inquiryId: inquiry.id, until, round: lead.round };
}

const ranks: readonly LeadClass[] = ['cold', 'warm', 'hot'];

/** The class that a person gave the lead, as long as that holds (R85); the score stays what the facts make it. */
function byHand(
  { override }: Lead,
  document: ScoringDocument,
  { score, now }: { score: Score; now: string },
): Omit<Scored, 'score'> | null {
  if (!override?.class || (override.until !== undefined && override.until <= now)) return null;
  const made = { class: override.class, rule: 'score/by-hand', because: override.reason };
  return { ...made, stage: stageOf(override.class, document, score) };
}

function stageOf(leadClass: LeadClass, { thresholds }: ScoringDocument, { value }: Score): Stage | null {
  if (leadClass === 'hot') return 'SQL';
  return leadClass !== 'cold' || value >= thresholds.MQL ? 'MQL' : null;
}

/** The highest class that points, lifts or a wish to buy give; a hot lead is sales-qualified. */
function classify(lead: Lead, document: ScoringDocument, score: Score): Omit<Scored, 'score'> {
  const points = byPoints(score.value, document);
  // A lift sees the new score, never the class that an earlier lift gave.
  const facts = conditionFacts({ ...lead, score, class: points.class });
  const reasons: ClassReason[] = [
    points,
    ...document.lifts
      .filter(({ when }) => holds(when, facts))
      .map(({ id, to }) => ({
        class: to,
        rule: `score/lift/${id}`,
        because: `${id} makes it at least ${to}`,
      })),
  ];
  if (score.wish) {
    const { rule } = score.wish;
    reasons.push({ class: 'hot', rule: `score/fast-lane/${rule}`, because: `a clear wish to buy: ${rule}` });
  }
  const first = reasons.reduce((best, next) =>
    ranks.indexOf(next.class) > ranks.indexOf(best.class) ? next : best,
  );
  return { ...first, stage: stageOf(first.class, document, score) };
}

interface ClassReason {
  class: LeadClass;
  rule: string;
  because: string;
}

function byPoints(value: number, { thresholds }: ScoringDocument): ClassReason {
  const reached = value >= thresholds.hot ? 'hot' : value >= thresholds.warm ? 'warm' : 'cold';
  const limit =
    reached === 'cold' ? `warm from ${thresholds.warm}` : `${reached} from ${thresholds[reached]}`;
  return { class: reached, rule: 'score/points', because: `${value} points, ${limit}` };
}
