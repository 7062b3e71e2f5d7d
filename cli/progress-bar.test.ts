import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { showProgress } from './lists/progress.ts';
import { progressBar } from './progress-bar.ts';

/** What somebody sees: on a terminal, or where the output goes to a file. */
function screen(isTTY: boolean) {
  let seen = '';
  const out = new Writable({
    write(chunk, _, done) {
      seen += chunk;
      done();
    },
  });
  return { out: Object.assign(out, { isTTY }) as unknown as NodeJS.WriteStream, seen: () => seen };
}

describe('how far long work is', () => {
  it.each([
    [0, '\r░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  0 %  0 rows '],
    [0.5, '\r███████████████░░░░░░░░░░░░░░░  50 %  0 rows '],
    [1, '\r██████████████████████████████  100 %  0 rows '],
    [null, '\r    0 rows '],
  ])('stands on a terminal: %s', (share, line) => {
    const { out, seen } = screen(true);
    progressBar(out).at(share, '0 rows');
    expect(seen()).toBe(line);
  });

  it('is gone when the work is done, so that the result stands alone', () => {
    const { out, seen } = screen(true);
    progressBar(out).end();
    expect(seen()).toBe('\r\u001b[K');
  });

  it('is written to no file', () => {
    const { out, seen } = screen(false);
    const bar = progressBar(out);
    bar.at(0.5, '0 rows');
    bar.end();
    expect(seen()).toBe('');
  });

  it.each([
    [{ size: 1000, bytes: 250, rows: 6 }, '25 %  5 rows'],
    [{ size: 1000, bytes: 0, rows: 0 }, '0 %  0 rows'],
    [{ size: 0, bytes: 0, rows: 0 }, '100 %  0 rows'],
  ])(
    'of a list counts the rows below its header, and the bytes that are read: %j',
    ({ size, bytes, rows }, said) => {
      const { out, seen } = screen(true);
      showProgress(out).at({ done: { bytes, rows, parts: 0 }, file: { key: 'k', size } });
      expect(seen()).toContain(said);
    },
  );
});
