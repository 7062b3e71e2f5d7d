import { createHash } from 'node:crypto';
import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer';
import { analysisColumns } from '../../../shared/domain/analysis.ts';
import { prefixes } from '../../../shared/wiring.ts';
import type { AnalysisMessage, Dataset, Row } from '../analysis-record.ts';

const PARQUET = { string: 'STRING', int: 'INT32', double: 'DOUBLE', timestamp: 'TIMESTAMP' } as const;

/** The days of the folders; queries ask for instants, so a company elsewhere only reads a folder more. */
const folderDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin', dateStyle: 'short' });

interface AnalysisFile {
  key: string;
  body: Uint8Array;
}

/**
 * Parquet files of a batch, one for each data set and day. The same messages in any order give the same files under the
 * same keys, so a batch that comes again writes nothing new.
 */
export function analysisFiles(messages: readonly AnalysisMessage[]): AnalysisFile[] {
  const byId = new Map(messages.map((message) => [message.event.event_id, message]));
  const ordered = [...byId.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, message]) => message);
  return [
    ...files(
      'events',
      ordered.map(({ event }) => event),
    ),
    ...files(
      'clocks',
      ordered.flatMap(({ clocks }) => clocks),
    ),
  ];
}

type StampedRow = Row & { event_id: string; at: string };

function files(dataset: Dataset, rows: readonly StampedRow[]): AnalysisFile[] {
  const days = Map.groupBy(rows, ({ at }) => folderDay.format(new Date(at)));
  return [...days].map(([day, ofDay]) => {
    const name = createHash('sha256')
      .update(ofDay.map(({ event_id }) => event_id).join('\n'))
      .digest('hex')
      .slice(0, 32);
    return { key: `${prefixes.analysis}${dataset}/dt=${day}/${name}.parquet`, body: parquet(dataset, ofDay) };
  });
}

function parquet(dataset: Dataset, rows: readonly Row[]): Uint8Array {
  const columnData = analysisColumns[dataset].map(({ name, type }): ColumnSource => {
    const data = rows.map((row) => row[name] ?? null);
    return {
      name,
      type: PARQUET[type],
      data: type === 'timestamp' ? data.map((cell) => (cell === null ? null : new Date(cell))) : data,
    };
  });
  return new Uint8Array(parquetWriteBuffer({ columnData }));
}
