import { line } from './text.ts';

/**
 * Reads a postcode.
 * @param country ISO code; for `DE` it is exactly five digits, of which not both of the first are 0
 * @returns null where it can be none
 */
export function readPostcode(typed: string, country: string): string | null {
  const text = line(typed).toUpperCase();
  // Letters for the country before the number are an old habit: D-50667, A-1010.
  const bare = text.replace(/^[A-Z]{1,3}\s?-\s?(?=\d)/, '').replace(/^(D|DE) ?(?=\d{5}$)/, '');
  if (country === 'DE') return /^(?!00)\d{5}$/.test(bare) ? bare : null;
  return /^[A-Z\d][A-Z\d -]{1,10}[A-Z\d]$/.test(bare) && /\d/.test(bare) ? bare : null;
}

/** Splits `50667 Köln` and `D-50667 Köln` into postcode and place. */
export function splitPlace(typed: string): { postcode?: string; city?: string } {
  const [, postcode, city] = /^((?:[A-Z]{1,3}-)?\d{4,5})\s*[,/]?\s*(\D.*)?$/i.exec(line(typed)) ?? [];
  if (!postcode) return { city: line(typed) };
  return city ? { postcode, city } : { postcode };
}

/** Splits `Musterweg 1, 50667 Köln` into street, postcode and place; what does not look so is all street. */
export function splitAddress(typed: string): { street?: string; postcode?: string; city?: string } {
  const parts = typed.split(/\n|,/).map(line).filter(Boolean);
  const place = parts.findIndex((part) => /^(?:[A-Z]{1,3}-)?\d{4,5}\s+\D/i.test(part));
  if (place < 1) return parts.length > 0 ? { street: parts.join(', ') } : {};
  return { street: parts.slice(0, place).join(', '), ...splitPlace(parts[place] ?? '') };
}
