import { type Comparison, compareBy } from '../../functions/ingest/rules/identity/judge.ts';
import { type Portrait, portrayBy } from '../../functions/ingest/rules/identity/portrait.ts';
import { type ComparedField, type IdentityDocument, levels } from '../../shared/rules/identity.ts';
import { fitLogistic, type Sample } from '../logistic.ts';
import { arrivals, type Pair } from './arrivals.ts';
import { chooseBlocks, singleForms } from './choose-blocks.ts';
import { chooseFields, countCommon, type FieldChoice } from './choose-fields.ts';
import { chooseThresholds } from './choose-thresholds.ts';
import type { People } from './read-people.ts';

/** Thresholds are chosen on pairs that the weights have not seen: each fifth by the weights of the other four. */
const FOLDS = 5;
/** Strength of the pull of the weights towards 0, in pairs: keeps weights of rare levels small. */
const RIDGE = 1.5;

type Labelled = Pair & Sample & { fold: number };

/** Fits all that an identity document says to people whose true clusters are known. */
export function fitRules({ people, clusters, facts }: People): IdentityDocument {
  const fields = chooseFields(people, facts);
  const common = countCommon(people, fields);
  const unweighted = fields.map((field) => ({ ...field, weights: {} }));
  const portray = portrayBy({ fields: unweighted, common });
  const portraits = people.map((known) => portray(known));
  const blocks = chooseBlocks(portraits, fields, clusters);
  const layout = layoutOf(fields);
  const compare = compareBy(fields);
  const folds = foldsOf(clusters);
  const label = ({ left, right }: Pair): Labelled[] => {
    const [a, b] = [portraits[left], portraits[right]];
    if (!a || !b) return [];
    const features = layout.features(compare(a, b));
    return [{ left, right, features, is: clusters[left] === clusters[right], fold: folds[left] ?? 0 }];
  };
  const found = comparedPairs(arrivals(portraits, { blocks, fields: unweighted }));
  const others = contrasts(found, { portraits, fields: unweighted });
  const judged = found.flatMap(label);
  const samples = spread([...judged, ...others.flatMap(label)], clusters);
  const models = Array.from({ length: FOLDS }, (_, fold) =>
    fitLogistic(
      samples.filter((sample) => sample.fold !== fold),
      layout.size,
      RIDGE,
    ),
  );
  const edges = judged.map((sample) => ({ ...sample, score: scoreOf(sample, models[sample.fold] ?? []) }));
  return layout.document(mean(models), { thresholds: chooseThresholds(edges, clusters), blocks, common });
}

/** Pairs that have a single form of a field in common: so many are enough to learn from. */
const MOST_CONTRASTS = 12_000;

/**
 * More pairs to learn from: people who have one thing in common, as most strangers who are compared one day will. Keys
 * that tell much bring too few strangers to learn from.
 */
function contrasts(
  found: readonly Pair[],
  { portraits, fields }: { portraits: readonly Portrait[]; fields: IdentityDocument['fields'] },
): Pair[] {
  const known = new Set(found.map(({ left, right }) => `${left} ${right}`));
  const all = singleForms(fields).flatMap((parts) => {
    const newest = arrivals(portraits, { blocks: [parts], fields }).map((others) => others.slice(0, 2));
    return comparedPairs(newest).filter(({ left, right }) => {
      const name = `${left} ${right}`;
      return !known.has(name) && known.add(name);
    });
  });
  const every = Math.ceil(all.length / MOST_CONTRASTS);
  return all.filter((_, i) => i % every === 0);
}

/** Pairs of the same two clusters that are learned from: a cluster of hundreds says little more than one of ten. */
const MOST_ALIKE = 40;

function spread(samples: readonly Labelled[], clusters: readonly string[]): Labelled[] {
  const seen = new Map<string, number>();
  return samples.filter(({ left, right }) => {
    const key = [clusters[left], clusters[right]].toSorted().join('\n');
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count <= MOST_ALIKE;
  });
}

function comparedPairs(compared: readonly (readonly number[])[]): Pair[] {
  return compared.flatMap((others, left) => others.map((right) => ({ left, right })));
}

/** One model out of those of the folds: on the same scale as the scores that the thresholds were chosen on. */
function mean(models: readonly (readonly number[])[]): number[] {
  return (models[0] ?? []).map(
    (_, i) => models.reduce((sum, model) => sum + (model[i] ?? 0), 0) / models.length,
  );
}

const BITS = 1 / Math.LN2;

function scoreOf({ features }: Sample, weights: readonly number[]): number {
  return features.reduce((sum, [i, value]) => sum + (weights[i] ?? 0) * value, 0) * BITS;
}

function foldsOf(clusters: readonly string[]): number[] {
  const places = new Map([...new Set(clusters)].map((cluster, i) => [cluster, i % FOLDS]));
  return clusters.map((cluster) => places.get(cluster) ?? 0);
}

/** Bits of rarity are many; scaled down, the ridge pulls them as it pulls the levels. */
const RARITY_SCALE = 5;

/** A field whose weights are all smaller than this decides nothing. */
const LEAST_BITS = 0.3;

function tells({ weights, rarity = 0 }: ComparedField): boolean {
  return (
    Math.max(...Object.values(weights).map(Math.abs)) >= LEAST_BITS || Math.abs(rarity) >= LEAST_BITS / 10
  );
}

/** Where each weight of the document stands among the features of the regression. */
function layoutOf(fields: readonly FieldChoice[]) {
  const places = new Map<string, number>();
  const place = (name: string) => {
    if (!places.has(name)) places.set(name, places.size + 1);
    return places.get(name) ?? 0;
  };
  const swapped = place('swapped');
  const byField = fields.map(({ name, kind }) => ({
    name,
    kind,
    levels: new Map<string, number>(levels[kind].map((level) => [level, place(`${name} ${level}`)])),
    rarity: place(`${name} rarity`),
  }));
  const round = (weight: number | undefined) => Math.round((weight ?? 0) * BITS * 100) / 100;
  return {
    size: places.size + 1,
    features(comparison: Comparison): (readonly [number, number])[] {
      const features: (readonly [number, number])[] = [[0, 1]];
      for (const [i, field] of byField.entries()) {
        const found = comparison.fields[i];
        if (!found) continue;
        features.push([field.levels.get(found.level) ?? 0, 1]);
        if (found.bits > 0) features.push([field.rarity, found.bits / RARITY_SCALE]);
      }
      if (comparison.swapped) features.push([swapped, 1]);
      return features;
    },
    document(
      weights: readonly number[],
      rest: Pick<IdentityDocument, 'thresholds' | 'blocks' | 'common'>,
    ): IdentityDocument {
      const fitted = byField
        .map(({ name, kind, levels: levelPlaces, rarity }) => ({
          name,
          kind,
          weights: Object.fromEntries([...levelPlaces].map(([level, at]) => [level, round(weights[at])])),
          rarity: round((weights[rarity] ?? 0) / RARITY_SCALE),
        }))
        .filter(
          (field) => tells(field) || rest.blocks.flat().some((part) => part.startsWith(`${field.name}.`)),
        );
      return {
        version: 1,
        note: 'Fitted from labelled people',
        thresholds: rest.thresholds,
        start: round(weights[0]),
        swapped: round(weights[swapped]),
        blocks: rest.blocks,
        fields: fitted,
        common: Object.fromEntries(
          Object.entries(rest.common).filter(([name]) => fitted.some((field) => field.name === name)),
        ),
      };
    },
  };
}
