const WIDTH = 30;

/** A bar on a terminal that shows how far long work is; nothing elsewhere. */
export function progressBar(out: NodeJS.WriteStream = process.stderr) {
  return {
    /** @param share 0 to 1, or null where nobody knows how much there is */
    at: (share: number | null, said: string): void => {
      if (!out.isTTY) return;
      const filled = share === null ? '' : '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
      const percent = share === null ? '' : `${Math.round(share * 100)} %`;
      out.write(`\r${filled}  ${percent}  ${said} `);
    },
    end: (): void => void (out.isTTY && out.write('\r\u001b[K')),
  };
}
