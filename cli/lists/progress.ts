import type { ListImport } from '../../shared/domain/list.ts';
import { progressBar } from '../progress-bar.ts';

/** A bar on a terminal that shows how far a list is; nothing elsewhere. */
export function showProgress(out?: NodeJS.WriteStream) {
  const bar = progressBar(out);
  return {
    at: ({ done, file }: Pick<ListImport, 'done' | 'file'>): void =>
      bar.at(file.size === 0 ? 1 : done.bytes / file.size, `${Math.max(0, done.rows - 1)} rows`),
    end: bar.end,
  };
}
