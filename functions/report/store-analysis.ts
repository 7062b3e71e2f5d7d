import type { Objects } from '../../shared/ports/objects.ts';
import type { AnalysisMessage } from './analysis-record.ts';
import { analysisFiles } from './rules/analysis-files.ts';

/** Stores a batch of messages as files of the analysis data. */
export async function storeAnalysis(objects: Objects, messages: readonly AnalysisMessage[]): Promise<void> {
  const files = analysisFiles(messages);
  await Promise.all(files.map(({ key, body }) => objects.put(key, body, 'application/vnd.apache.parquet')));
}
