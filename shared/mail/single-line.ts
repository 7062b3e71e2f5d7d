/**
 * A text fit for one header line: line breaks and other control characters become one space, and it is cut.
 * @param maxLength characters that are kept
 */
export function singleLine(text: string, maxLength: number): string {
  const characters = [...text.replace(/[\p{C}\p{Z}]+/gu, ' ').trim()];
  if (characters.length <= maxLength) return characters.join('');
  return `${characters
    .slice(0, maxLength - 1)
    .join('')
    .trimEnd()}…`;
}
