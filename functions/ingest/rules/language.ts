const WORDS = {
  de: new Set(
    'und ich wir sie ist nicht der die das ein eine einen für mit auf bitte uns ihr ihre ihnen mir haben hätte möchte möchten können würde über auch noch bei zum zur von wie was im am den dem sehr geehrte geehrter damen herren guten tag hallo grüße grüßen danke anfrage angebot'.split(
      ' ',
    ),
  ),
  en: new Set(
    'and i we you is not the a an for with on please us your our me have would like could can about also at to of how what in my are this that dear hello hi regards thanks thank kind best sincerely request quote'.split(
      ' ',
    ),
  ),
};
/** So many words that only one of the languages has make it sure enough to write back in it. */
const ENOUGH = 2;

/** German or English, by the little words of a text; null where neither is clear. */
export function detectLanguage(text: string): 'de' | 'en' | null {
  const words =
    text
      .slice(0, 4000)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? [];
  const de = words.filter((word) => WORDS.de.has(word)).length;
  const en = words.filter((word) => WORDS.en.has(word)).length;
  if (Math.max(de, en) < ENOUGH || de === en) return null;
  return de > en ? 'de' : 'en';
}

/** `de` for `de-AT`, `Deutsch`, `German`; a two-letter code for others; null if it is none. */
export function readLanguage(typed: string): string | null {
  const word = typed.trim().toLowerCase();
  if (/^(deutsch|german|deu|ger)/.test(word)) return 'de';
  if (/^(englisch|english|eng)/.test(word)) return 'en';
  return /^[a-z]{2}(?:[-_][a-z]{2,4})?$/i.test(word) ? word.slice(0, 2) : null;
}
