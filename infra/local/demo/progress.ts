/** How far the month is: a bar on a terminal, a line a week elsewhere. */
export interface Progress {
  /** @param at ISO instant of the demo */
  at(at: string): void;
  end(): void;
}

const WIDTH = 30;
const WEEK_MS = 7 * 86_400_000;
const day = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: '2-digit',
  month: 'short',
  timeZone: 'UTC',
});

/** @param from @param to ISO instants between which the demo runs */
export function showProgress(from: string, to: string, out: NodeJS.WriteStream = process.stdout): Progress {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  let told = begin;
  const bar = (now: number): void => {
    const share = (now - begin) / (end - begin);
    const filled = '█'.repeat(Math.round(share * WIDTH)).padEnd(WIDTH, '░');
    out.write(`\r${day.format(now)}  ${filled}  ${Math.round(share * 100)} % `);
  };
  const line = (now: number): void => {
    if (now - told < WEEK_MS) return;
    told = now;
    out.write(`${day.format(now)}\n`);
  };
  return {
    at: (at) => (out.isTTY ? bar : line)(Date.parse(at)),
    end: () => void (out.isTTY && out.write('\r\u001b[K')),
  };
}
