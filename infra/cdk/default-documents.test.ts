import { describe, expect, it } from 'vitest';
import { asParameter } from './default-documents.ts';

/** JSON text of a list that has so many bytes without white space. */
const listOf = (bytes: number) => JSON.stringify(['x'.repeat(bytes - 4)]);

describe('a default document as a parameter', () => {
  it('is laid out for reading', () => {
    expect(asParameter('rules/scoring', '{"version":1}').text).toBe('{\n  "version": 1\n}');
  });

  it.each([
    [4096 - '\n  \n'.length, 4096, false],
    [4096, 4096, false],
    [4097, 4097 + '\n  \n'.length, true],
    [8192, 8192, true],
  ])('of %i bytes without white space takes %i', (bytes, taken, large) => {
    const parameter = asParameter('rules/scoring', listOf(bytes));
    expect(Buffer.byteLength(parameter.text)).toBe(taken);
    expect(parameter.large).toBe(large);
  });

  it('is counted in bytes, not in letters', () => {
    expect(asParameter('rules/scoring', JSON.stringify(['ü'.repeat(2047)])).large).toBe(true);
  });

  it('that fits into none has to be split', () => {
    expect(() => asParameter('rules/scoring', listOf(8193))).toThrow(
      'rules/scoring has more than 8192 bytes: split it',
    );
  });
});
