import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Evaluation, evaluate } from '../../../cli/identity/evaluate.ts';
import { fitRules } from '../../../cli/identity/fit.ts';
import { type People, readPeople } from '../../../cli/identity/read-people.ts';
import { defaultDocument } from '../../../shared/adapters/memory/default-rules.ts';
import type { Figure } from './figure.ts';

interface DataSet {
  name: string;
  file: string;
  cluster: string;
  /** Where the cluster column does not name the cluster itself. */
  clusterOf?: (value: string) => string;
  /** F1 that review included must reach. */
  least?: number;
  /** Recall of automatic merges alone, at a precision of 0.99. */
  mergedRecall?: number;
}

/** rec-12-org and rec-12-dup-0 are one person. */
const febrl = (id: string): string => /^rec-(\d+)-/.exec(id)?.[1] ?? id;

const sets: readonly DataSet[] = [
  {
    name: 'RLdata10000',
    file: 'rldata-german/RLdata10000.give.csv',
    cluster: 'ent_id',
    least: 0.975,
    mergedRecall: 0.85,
  },
  { name: 'RLdata500', file: 'rldata-german/RLdata500.csv', cluster: 'ent_id' },
  { name: 'FEBRL 1', file: 'febrl/dataset1.csv', cluster: 'rec_id', clusterOf: febrl, least: 0.985 },
  { name: 'FEBRL 2', file: 'febrl/dataset2.csv', cluster: 'rec_id', clusterOf: febrl, least: 0.985 },
  {
    name: 'Chicago',
    file: 'chicago-childcare/csv_example_input_with_true_ids.give.csv',
    cluster: 'True Id',
    least: 0.945,
  },
  { name: 'PATSTAT', file: 'company-names/patstat_reference.give.csv', cluster: 'leuven_id' },
  { name: 'fake_1000', file: 'splink/fake_1000.give.csv', cluster: 'cluster', least: 0.88 },
];

/** Recognition of people: fitted on one half of the clusters, judged on the other, both ways; the worse way counts. */
export function identityFigures(folder: string): Figure[] {
  return sets.filter(({ file }) => existsSync(join(folder, file))).flatMap((set) => figuresOf(set, folder));
}

function figuresOf(set: DataSet, folder: string): Figure[] {
  const read = readPeople(join(folder, set.file), { cluster: set.cluster });
  const clusters = set.clusterOf ? read.clusters.map(set.clusterOf) : read.clusters;
  const [one, other] = halves({ ...read, clusters });
  const fitted = [evaluate(other, fitRules(one)), evaluate(one, fitRules(other))];
  const unfitted = evaluate({ ...read, clusters }, defaultDocument('identity').document);
  const worst = (of: (evaluation: Evaluation) => number) => Math.min(...fitted.map(of));
  const most = (of: (evaluation: Evaluation) => number) => Math.max(...fitted.map(of));
  const { name, least, mergedRecall } = set;
  return [
    {
      what: `${name}: F1 with review`,
      value: worst(({ withReview, merged }) => Math.max(withReview.f1, merged.f1)),
      ...(least ? { least } : {}),
      gate: true,
      note: `not fitted: ${unfitted.withReview.f1.toFixed(3)} (merged: precision ${unfitted.merged.precision.toFixed(3)})`,
    },
    {
      what: `${name}: merged, precision`,
      value: worst(({ merged }) => merged.precision),
      ...(mergedRecall ? { least: 0.99 } : {}),
      gate: true,
    },
    {
      what: `${name}: merged, recall`,
      value: worst(({ merged }) => merged.recall),
      ...(mergedRecall ? { least: mergedRecall } : {}),
      gate: true,
    },
    {
      what: `${name}: candidates, most`,
      value: most(({ candidatesPerRecord }) => candidatesPerRecord.max),
      most: 25,
      gate: true,
    },
    {
      what: `${name}: µs per record`,
      value: most(({ microsecondsPerRecord }) => microsecondsPerRecord),
      most: 200,
      gate: false,
    },
  ];
}

/** Every second cluster to one half: no person is in both. */
function halves({ people, clusters, facts }: People): [People, People] {
  const places = new Map([...new Set(clusters)].toSorted().map((cluster, i) => [cluster, i % 2]));
  const half = (side: number): People => ({
    people: people.filter((_, i) => places.get(clusters[i] ?? '') === side),
    clusters: clusters.filter((cluster) => places.get(cluster) === side),
    facts,
  });
  return [half(0), half(1)];
}
