import { factWords } from '../../../shared/domain/fact-words.ts';
import type { Facts } from '../../../shared/domain/facts.ts';

export interface CaptureWords {
  title: string;
  skip: string;
  console: string;
  levels: Record<'must' | 'should' | 'may', string>;
  /** Not every field that must be known is needed at once. */
  reach: string;
  facts: Partial<Record<keyof Facts, string>>;
  values: Record<string, string>;
  message: string;
  channel: string;
  campaign: string;
  choose: string;
  save: string;
  scan: string;
  scanHint: string;
  keys: string;
  unsent: string;
  known: string;
  taken: string;
  next: string;
  wrong: string;
  refusals: Record<'sign-in' | 'role' | 'foreign', string>;
  /** What the script says, by the names under which the form carries it. */
  script: Record<
    'kept' | 'sent' | 'offline' | 'signin' | 'refused' | 'later' | 'large' | 'unkept' | 'correct',
    string
  >;
}

const de: CaptureWords = {
  title: 'Lead erfassen',
  skip: 'Zum Inhalt',
  console: 'Konsole',
  levels: { must: 'Muss', should: 'Soll', may: 'Kann' },
  reach:
    'Zum Erfassen genügt ein Weg zur Person (E-Mail, Telefon oder Anschrift) und worum es geht. Der Rest darf später kommen.',
  facts: {
    ...factWords.de,
    budget: 'Budget (€)',
    orderVolume: 'Auftragsvolumen (€)',
    authority: 'Rolle bei der Entscheidung',
  },
  values: {
    decider: 'entscheidet',
    buyer: 'kauft ein',
    influencer: 'wirkt mit',
    user: 'nutzt',
    concrete: 'konkret',
    general: 'allgemein',
    none: 'keiner',
  },
  message: 'Anliegen',
  channel: 'Kanal',
  campaign: 'Kampagne',
  choose: 'unbekannt',
  save: 'Erfassen',
  scan: 'Scan oder Foto',
  scanHint: 'Vom Bogen, Brief, Fax oder der Karte: Bilder oder PDF, zusammen bis 4 MB.',
  keys: 'Strg + Enter erfasst.',
  unsent: 'Noch nicht gesendet',
  known: 'Vielleicht schon bekannt',
  taken: 'Der Lead ist erfasst.',
  next: 'Nächsten erfassen',
  wrong: 'Bitte prüfen Sie die Angaben',
  refusals: {
    'sign-in': 'Bitte melden Sie sich an.',
    role: 'Ihre Rolle darf keine Leads erfassen.',
    foreign: 'Das Formular ist nicht von uns oder aus einer früheren Sitzung. Nichts wurde gespeichert.',
  },
  script: {
    kept: 'Auf diesem Gerät gesichert.',
    sent: 'Gesendet.',
    offline: 'Kein Netz: wird gesendet, sobald es wieder da ist.',
    signin: 'Bitte melden Sie sich neu an; das Erfasste bleibt hier und wird dann gesendet.',
    refused: 'Eine Angabe passt nicht, siehe unten.',
    later: 'Der Server ist beschäftigt: wird gleich noch einmal gesendet.',
    large: 'Scan zu groß: zusammen höchstens 4 MB. Die Angaben stehen noch im Formular.',
    unkept:
      'Dieses Gerät kann nichts mehr sichern (Speicher voll oder gesperrt). Die Angaben stehen noch im Formular.',
    correct: 'Korrigieren',
  },
};

const en: CaptureWords = {
  title: 'Capture a lead',
  skip: 'Skip to content',
  console: 'Console',
  levels: { must: 'Must', should: 'Should', may: 'May' },
  reach:
    'One way to reach the person (e-mail, phone or address) and what it is about are enough to capture. The rest may come later.',
  facts: {
    ...factWords.en,
    budget: 'Budget (€)',
    orderVolume: 'Order volume (€)',
    authority: 'Role in the decision',
  },
  values: {
    decider: 'decides',
    buyer: 'buys',
    influencer: 'has a say',
    user: 'uses it',
    concrete: 'concrete',
    general: 'general',
    none: 'none',
  },
  message: 'What it is about',
  channel: 'Channel',
  campaign: 'Campaign',
  choose: 'unknown',
  save: 'Capture',
  scan: 'Scan or photo',
  scanHint: 'Of the sheet, letter, fax or card: pictures or PDF, up to 4 MB together.',
  keys: 'Ctrl + Enter captures.',
  unsent: 'Not sent yet',
  known: 'Perhaps known already',
  taken: 'The lead is captured.',
  next: 'Capture the next',
  wrong: 'Please check what was entered',
  refusals: {
    'sign-in': 'Please sign in.',
    role: 'Your role may not capture leads.',
    foreign: 'The form is not ours or of an earlier session. Nothing was stored.',
  },
  script: {
    kept: 'Kept on this device.',
    sent: 'Sent.',
    offline: 'No network: it is sent as soon as there is one.',
    signin: 'Please sign in again; what was captured stays here and is sent then.',
    refused: 'Something does not fit, see below.',
    later: 'The server is busy: it is sent again in a moment.',
    large: 'The scan is too large: 4 MB together at most. What you typed is still in the form.',
    unkept: 'This device cannot keep anything (storage full or locked). What you typed is still in the form.',
    correct: 'Correct',
  },
};

/** What the capture page says. */
export const captureWords = { de, en };
