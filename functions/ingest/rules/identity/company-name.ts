/** Legal forms as `words` leaves them, without dots and spaces; what joins them (`& Co.`) goes too. */
const FORMS = new Set(
  `gmbh ggmbh mbh gesmbh mbb ug haftungsbeschraenkt ag kg kgaa ohg gbr se ev eg ek ekfm ekfr egbr partg partgmbb vvag
  co cie compagnie inc incorporated corp corporation llc ltd limited plc llp lp pllc pc sa sas sasu sarl sagl srl spa sca scs snc
  bv nv cv vof oy oyj ab aps as asa kft zrt nyrt bt doo dd ood eood sro zoo spzoo pty pte bhd sdnbhd kk gk
  aktiengesellschaft aktiebolag aktiebolaget aktieselskab kommanditgesellschaft handelsgesellschaft
  company gesellschaft kabushiki kaisha`.split(/\s+/),
);
const LINKS = new Set(['und', 'and', 'et', 'the', 'y']);

/** Joins letters that stand alone: `g m b h` (from G.m.b.H.) is `gmbh`. */
function joined(words: readonly string[]): string[] {
  const out: string[] = [];
  let run = '';
  for (const word of [...words, '']) {
    if (word.length === 1 && /[a-z]/.test(word)) {
      run += word;
      continue;
    }
    if (run) out.push(run);
    run = '';
    if (word) out.push(word);
  }
  return out;
}

/**
 * The words that tell a company from others: legal forms off, wherever they stand.
 * @param text as `plain` leaves it
 * @returns all words where nothing else would be left
 */
export function companyWords(text: string): string[] {
  const words = joined(text.split(' '));
  const telling = words.filter((word) => !FORMS.has(word) && !LINKS.has(word));
  return telling.length > 0 ? telling : words;
}
