/** Requests about one's data and complaints, known by their words: what they are decides who cares for them, and by when. */
import * as z from 'zod';

/** What a person asks about the data that is kept: GDPR Art. 17, 15 (and 20), 21 (and 7 (3)), 16. */
export const Right = z.enum(['erasure', 'access', 'objection', 'correction']);
export type Right = z.infer<typeof Right>;

/** Why somebody writes who wants nothing sold. */
export type Concern = { kind: 'rights'; right: Right } | { kind: 'complaint' };

/** Characters that are looked at: people say such things early, and the work has a bound. */
const MAX_LENGTH = 5_000;
/** Characters of a sentence: what is longer is no sentence that somebody wrote. */
const MAX_SENTENCE = 400;

/** What is kept about a person, as people call it. */
const DE_DATA =
  '(?:personenbezogenen? |persönlichen? |gespeicherten? |sämtlichen? |ganzen? )*(?:kontakt|personen|nutzer|kunden|adress)?(?:daten|angaben|informationen|konto|account|profil|datensatz|(?:e-?mail-?|post)?(?:adresse|anschrift)|(?:telefon|handy)?nummer|eintrag)';
const EN_DATA =
  '(?:personal |contact |stored |own )*(?:data|information|details|account|profile|records?|(?:e-?mail |postal )?address|(?:phone )?number|entry)';
const DE_MINE = `(?:(?:all(?:e|er|es) )?(?:meine[nrs]?|unsere personenbezogenen|unsere bei ihnen gespeicherten)) ${DE_DATA}`;
const EN_MINE = `(?:all (?:of )?)?my ${EN_DATA}`;

/** What the sentences of a request say; each pattern is met within one sentence. */
const RIGHTS: readonly (readonly [Right, readonly RegExp[]])[] = [
  [
    'erasure',
    [
      new RegExp(
        `\\b(?:lösch(?:en|t|e)?|entfern(?:en|t|e)?|vernichte[nt]?|tilgen) (?:sie |bitte |umgehend |sofort |doch )*${DE_MINE}`,
      ),
      new RegExp(
        `(?:bitte|verlange|fordere|möchte|will|dass|können|könnten|würden) .{0,60}${DE_MINE}.{0,80}(?:(?:zu |ge)?lösch|entfern|vernicht)`,
      ),
      new RegExp(
        `\\b(?:löschung|entfernung) (?:all(?:er|es) )?(?:meine[rs]|der über mich gespeicherten) ${DE_DATA}`,
      ),
      /\b(?:löschen|streichen|entfernen) sie mich\b.{0,60}(?:daten|kartei|system|liste|verteiler|crm)/,
      /\b(?:aus|in) (?:ihrer|der|ihrem|dem) (?:datenbank|kartei|system|crm) (?:zu )?(?:löschen|streichen|entfernen)\b/,
      /\brecht auf (?:löschung|vergessen)|\bart(?:\.|ikel) ?17\b/,
      /\blösch(?:en|t|e|ung)\b.{0,80} (?:über mich|zu meiner person|von mir)(?! .{0,20}(?:gekauft|geschrieben))/,
      / (?:über mich|zu meiner person|von mir) .{0,40}(?:daten|angaben|informationen|alles)\b.{0,40}\blösch/,
      /^(?:ich )?(?:möchte|will) (?:bitte )?(?:aus .{1,40} )?gelöscht werden\b/,
      /^(?:mein(?:en|e)? )?(?:account|konto|profil|kundenkonto|daten) (?:bitte )?löschen\W*$/,
      /\bdatenlöschung (?:nach|gemäß|gem\.|laut)|\b(?:antrag|ersuchen|bitte) (?:auf|um) (?:daten)?löschung\b|\blösch(?:antrag|ersuchen)\b/,
      new RegExp(`\\b(?:delete|erase|remove|wipe) ${EN_MINE}`),
      new RegExp(`\\b(?:deletion|erasure|removal) of ${EN_MINE}`),
      new RegExp(`${EN_MINE} (?:to be |be |is )?(?:deleted|erased|removed|wiped)\\b`),
      /\b(?:delete|erase|remove|wipe)\b.{0,60}\b(?:data|information|details|everything|anything|records?)\b.{0,40}\b(?:about|on|of) me\b/,
      /\b(?:want|like|wish|please|ask|request) .{0,20}\b(?:be )?removed from your (?:database|system|records|crm)\b/,
      /\b(?:gdpr|data) (?:erasure|deletion|removal) request\b|\b(?:gdpr|dsgvo) (?:erasure|deletion)\b|\berasure request\b/,
      /\bright (?:to erasure|to be forgotten)\b|\barticle 17\b|\bforget me\b/,
      /\bremove me from your (?:database|system|records|crm)\b/,
    ],
  ],
  [
    'access',
    [
      /\bwelche (?!.{0,80}\b(?:brauch|benötig)).{0,40}(?:daten|informationen|angaben) .{0,40}(?:über|von|zu) (?:mir|mich|meiner person)\b/,
      /\bwelche (?!.{0,80}\b(?:brauch|benötig)).{0,30}(?:daten|angaben) .{0,20}sie .{0,30}(?:mir|mich|meiner person)\b/,
      new RegExp(
        `\\bauskunft (?:über |zu |hinsichtlich |bezüglich )?(?:die )?(?:${DE_MINE}|(?:zu |über )?(?:mich|meiner? person))`,
      ),
      /\bauskunft (?:nach|gemäß|gem\.|laut) (?:art|§|dsgvo)|\bart(?:\.|ikel) ?15\b|\bdatenauskunft\b|\bselbstauskunft\b|\bauskunftsersuchen\b/,
      new RegExp(
        `(?<![a-zäöüß])(?:kopie|übersicht|export|herausgabe|übertragung) (?:all(?:er|es) )?meine[rs] ${DE_DATA}`,
      ),
      new RegExp(
        `\\bwoher (?:haben|kennen|stammen|kommen|hat) (?:sie |ihre firma )?(?:denn |eigentlich )?meine[nr]? ${DE_DATA}`,
      ),
      /\bwhat (?:kind of |personal )?(?:data|information) .{0,30}\b(?:about|on) me\b/,
      new RegExp(`\\b(?:copy|overview|export) of ${EN_MINE}`),
      new RegExp(`\\baccess to ${EN_MINE}`),
      new RegExp(`\\b(?:where|how) did you (?:get|obtain|find) (?:${EN_MINE}|my (?:e-?mail|name))`),
      /\b(?:data )?subject access request\b|\bdsar\b|\barticle 15\b|\bright of access\b/,
    ],
  ],
  [
    'objection',
    [
      /\bwiderspr(?:eche|uch).{0,60}(?:verarbeitung|nutzung|verwendung|speicherung|werbung|werblich|weitergabe|profil|daten|newsletter)/,
      /\b(?:widerrufe|ziehe|widerruf).{0,60}(?:einwilligung|zustimmung|einverständnis)/,
      /\b(?:keine|nicht) (?:weitere[nr]? |mehr )?(?:werbung|werbemails?|newsletter|mails?|e-mails?|anrufe|nachrichten|post|zusendungen)(?: von ihnen)? (?:mehr|erhalten|bekommen|zusenden|schicken|zu erhalten)/,
      /\b(?:nehmen|streichen|tragen|löschen) sie mich\b.{0,40}(?:verteiler|newsletter|liste|\baus\b)/,
      /\bnewsletter (?:bitte )?(?:abbestellen|abmelden|kündigen)|\b(?:abmeldung|abmelden) (?:vom|von ihrem) newsletter|\bmelden sie mich .{0,30}\bab\b/,
      /\b(?:rufen|kontaktieren|schreiben|belästigen|mailen) sie (?:mich|mir|uns) (?:bitte )?(?:nicht|nie) (?:mehr|wieder|weiter)/,
      /^(?:bitte )?(?:vom newsletter )?(?:abmelden|abmeldung|abbestellen|austragen|stopp?)\W*$/,
      /\baus (?:ihrem|dem|eurem|ihren) (?:e-?mail-?|newsletter-?|werbe-?)?verteiler\b.{0,20}(?:nehmen|streichen|entfernen|austragen|löschen)/,
      /\b(?:no longer|do not|don'?t) (?:wish|want) to (?:(?:receive|get) .{0,30}\b(?:e-?mails?|newsletters?|calls?|messages?|marketing|advertising)|hear from you|be contacted)\b/,
      /\bart(?:\.|ikel) ?21\b/,
      /\bunsubscribe\b(?! (?:link|rate|button|page|function|option))/,
      /\bstop (?:sending|e-?mailing|contacting|calling|spamming|writing) (?:to )?(?:me|us)\b/,
      /\b(?:do not|don'?t|never) (?:contact|e-?mail|call|write to|write|message) (?:me|us)\b(?: again| any ?more|\W*$)/,
      /\b(?:remove|take) (?:me|us|my (?:e-?mail )?address) (?:off|from) (?:your|the|this) .{0,20}(?:list|newsletter|mailings?)\b/,
      /\bi object to\b.{0,60}(?:process|us(?:e|ing)|marketing|profil|stor)/,
      /\bwithdraw (?:my|the) consent\b|\bopt(?:ing)?[ -](?:me )?out\b(?=.{0,40}(?:marketing|mail|newsletter|process|list)|\W*$)|\barticle 21\b/,
    ],
  ],
  [
    'correction',
    [
      new RegExp(
        `(?<![a-zäöüß])(?:korrigieren|berichtigen|ändern|aktualisieren) (?:sie |bitte )*(?:${DE_MINE}|meinen namen)`,
      ),
      new RegExp(
        `(?:bitte|verlange|möchte) .{0,40}(?:${DE_MINE}|meinen namen) .{0,40}(?:korrigier|berichtig)`,
      ),
      new RegExp(`\\b(?:berichtigung|korrektur) (?:meine[rs]) (?:${DE_DATA}|namens)`),
      new RegExp(
        `\\bmeine? (?:${DE_DATA}|name) (?:ist|sind|haben sie|wurde) (?:bei ihnen |in ihrem system )?falsch`,
      ),
      /\bart(?:\.|ikel) ?16\b|\brecht auf berichtigung\b/,
      new RegExp(`\\b(?:correct|rectify|fix|update) (?:my name|${EN_MINE})`),
      new RegExp(
        `\\bmy (?:name|${EN_DATA}) (?:is|are) (?:wrong|incorrect|misspelled|outdated) (?:in|on) your\\b`,
      ),
      /\bright to rectification\b|\barticle 16\b/,
    ],
  ],
];

const COMPLAINTS: readonly RegExp[] = [
  /\bbeschwere (?:ich )?(?:mich|uns)\b|\bich (?:möchte|will|muss) mich .{0,60}beschweren\b|\bwir (?:möchten|wollen|müssen) uns .{0,60}beschweren\b/,
  /\b(?:offizielle |formelle |meine |unsere |hiermit .{0,30})beschwerde\b|^beschwerde\b|\bbeschwerde (?:über|gegen|wegen|einreichen|einlegen)\b/,
  /\b(?:ich|wir) reklamieren?\b|\breklamiere (?:ich|hiermit)\b|\b(?:meine|unsere) reklamation\b|^reklamation\b/,
  /\b(?:unzufrieden|enttäuscht|verärgert|sauer)\b.{0,40}\b(?:ihre[mrn]?|ihnen|eure[mrn]?)\b(?!.{0,30}(?:mitbewerber|wettbewerber))/,
  /\b(?:von|mit|über) (?:ihre[mrn]?|ihnen|eure[mrn]?) .{0,60}\b(?:unzufrieden|enttäuscht|verärgert)\b/,
  /\btrotz (?:mehrfacher|mehrmaliger|wiederholter|zweimaliger) (?:anfragen?|nachfragen?|erinnerung(?:en)?|mahnung(?:en)?|anrufe?)\b/,
  /\b(?:frechheit|unverschämtheit|unverschämt|inakzeptabel|nicht hinnehmbar)\b/,
  /\b(?:geld|kaufpreis) zurück\b(?! ?-?garantie)|\b(?:defekt|beschädigt|mangelhaft) (?:geliefert|angekommen|erhalten)\b/,
  /\b(?:i|we) (?:want|wish|would like|need|have|am writing|are writing) to (?:make a |file a |lodge a )?(?:formal )?complain(?:t)?\b/,
  /\b(?:formal|official|my|our) complaint\b|^complaint\b|\bcomplaint (?:about|against|regarding) (?:your|you|the (?:service|delivery|order))\b/,
  /\b(?:disappointed|unhappy|dissatisfied|frustrated|annoyed|appalled)\b.{0,30}\b(?:with|by|about) (?:your|you|the (?:service|support|delivery) (?:you|we))\b/,
  /\b(?:this|that|which) is (?:simply |completely |totally )?unacceptable\b|\bunacceptable (?:service|delay|behaviou?r)\b/,
  /\b(?:want|demand|request) (?:a |my |our )?(?:full )?(?:refund|money back)\b|\b(?:arrived|delivered|received) (?:broken|damaged|faulty|defective)\b/,
];

/** What is an objection, or a complaint, of somebody who wants nothing else: a customer of somebody else complains, too. */
const NO_ADVERTISING: readonly RegExp[] = [
  /\b(?:wünsche|möchte|will|bitte) (?:bitte |ab sofort |künftig |in zukunft ){0,3}keine(?:n|rlei)? (?:weitere[nr]? )?(?:werbung|werbe|newsletter|mails?|e-mails?|anrufe|nachrichten|zusendungen|kontaktaufnahme)/,
];
const GRIEVANCES: readonly RegExp[] = [
  /\b(?:ich bin|wir sind) (?:(?:sehr|äußerst|wirklich|mehr als|ziemlich) )*(?:verärgert|wütend|stinksauer|empört)\b/,
  /\bwarten? .{0,20}\b(?:seit|schon) .{1,30}\bauf (?:meine|unsere|ihre|eine|die) (?:lieferung|antwort|rückmeldung|rückruf|ware|bestellung|erstattung|gutschrift)/,
  /\bseit .{1,30}(?:tagen|wochen|monaten) warten? (?:ich|wir) auf (?:meine|unsere|ihre|eine|die) (?:lieferung|antwort|rückmeldung|ware|bestellung|erstattung|gutschrift)/,
  /\b(?:meine|unsere) (?:bestellung|lieferung|ware|sendung|erstattung|gutschrift)\b.{0,40}\b(?:noch (?:immer )?nicht|nie) (?:angekommen|geliefert|erhalten|da|eingetroffen)\b/,
  /\b(?:schon|bereits|zum \p{L}+ mal) (?:wieder )?(?:defekt|kaputt|ausgefallen|falsch geliefert|falsche ware)/u,
  /\bverlange .{0,30}(?:ersatz|nachbesserung|erstattung|schaden|umtausch)|\berwarte umgehend (?:eine )?(?:lösung|stellungnahme|abhilfe|rückmeldung)/,
  /\bmangelhafte (?:lieferung|ware|leistung|qualität)\b|\bfalsche (?:ware|lieferung|artikel)\b.{0,20}\b(?:geliefert|erhalten|bekommen)\b/,
  /\bmy (?:order|delivery|parcel|package|goods|refund)\b.{0,40}\b(?:not|hasn'?t|never) (?:yet |been )*(?:arrived|delivered|come)\b/,
  /\byour (?:product|device|machine|software|app)\b (?:broke|is broken|does not work|doesn'?t work|stopped working|keeps crashing)\b/,
  /\b(?:terrible|awful|horrible|worst|appalling|lousy) (?:customer )?(?:service|support|experience)\b(?!.{0,40}\b(?:provider|vendor|supplier)\b)/,
];

/** Sentences of somebody who wants to buy. */
const WANTS =
  /\b(?:bestelle ich|was kosten?|was kostet|kaufen|angebot (?:über|für)|(?:an|ange)bot,? bitte|zu ihnen wechseln|diese woche entscheiden|place an order|want to buy|looking for a new)\b|\b(?:bitte|gern|gerne|hätte|möchten?|wollen|brauchen?|benötigen?|senden|schicken|machen|um) (?!.{0,40}\bkeine? )(?:.{0,40} )?(?:angebot|offerte|kostenvoranschlag|preis(?:e|liste)?|demo)\b|\bsuchen? (?:.{0,60} )?(?:neue[nrs]?|lieferant(?:en)?|anbieter|alternative|ersatz)\b|\b(?:want|need|like|send|please) (?!.{0,40}\bno )(?:.{0,40} )?(?:quote|quotation|offer|pricing|price list|demo)\b/;

/** Sentences that ask what a product can do, or speak of data that a product handles: no request about oneself. */
const ABOUT_PRODUCT =
  /\b(?:software|plattform|platform|tool|lösung|app|schnittstelle|migration|import|export(?:ieren)?|testphase|trial|feature|funktion|modul|management|unsere kunden|our customers|users?)\b/;
/** A question about what may be or will be done is none for it to be done. */
const ASKS = /\?\s*$/;
const REQUESTS =
  /\b(?:bitte|können sie|könnten sie|würden sie|welche|woher|please|can you|could you|would you|what|where|how did)\b/;

/**
 * What somebody writes about that is no inquiry: a request about the own data (erasure before access, objection and
 * correction, if there are several) or a complaint; null for everything else. Quoted text must be off already.
 * @param said subject and text, a call note, or what else was said; German and English are understood
 */
export function concernIn(...said: readonly (string | undefined)[]): Concern | null {
  const sentences = said.flatMap((text = '') => sentencesOf(text.slice(0, MAX_LENGTH)));
  for (const [right, patterns] of RIGHTS) {
    if (sentences.some((sentence) => isRequest(sentence) && meets(sentence, patterns)))
      return { kind: 'rights', right };
  }
  if (sentences.some((sentence) => meets(sentence, COMPLAINTS))) return { kind: 'complaint' };
  if (sentences.some((sentence) => WANTS.test(sentence))) return null;
  if (sentences.some((sentence) => isRequest(sentence) && meets(sentence, NO_ADVERTISING)))
    return { kind: 'rights', right: 'objection' };
  return sentences.some((sentence) => meets(sentence, GRIEVANCES)) ? { kind: 'complaint' } : null;
}

const meets = (sentence: string, patterns: readonly RegExp[]): boolean =>
  patterns.some((pattern) => pattern.test(sentence));

function isRequest(sentence: string): boolean {
  return !ABOUT_PRODUCT.test(sentence) && (!ASKS.test(sentence) || REQUESTS.test(sentence));
}

/** `Art. 17` and `z. B.` end no sentence. */
function sentencesOf(text: string): string[] {
  return text
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .replace(/\b(art|abs|nr|gem|z|b|dr)\. /g, '$1.')
    .split(/(?<=[.!?;])\s+/)
    .map((sentence) => sentence.trim().slice(0, MAX_SENTENCE));
}
