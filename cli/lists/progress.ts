import type { ListImport } from '../../shared/domain/list.ts';

const WIDTH = 30;

/** A bar on a terminal that shows how far a list is; nothing elsewhere. */
export function showProgress(out: NodeJS.WriteStream = process.stderr) {
  return {
    at: ({ done, file }: ListImport): void => {
      if (!out.isTTY) return;
      const share = file.size === 0 ? 1 : done.bytes / file.size;
      const filled = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
      out.write(`\r${filled}  ${Math.round(share * 100)} %  ${Math.max(0, done.rows - 1)} rows `);
    },
    end: (): void => void (out.isTTY && out.write('\r\u001b[K')),
  };
}
