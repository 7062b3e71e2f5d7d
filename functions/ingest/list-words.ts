import type { ListImport } from '../../shared/domain/list.ts';

export type ListLanguage = 'de' | 'en';

interface ListWords {
  skip: string;
  console: string;
  title: string;
  bring: string;
  newest: string;
  none: string;
  file: string;
  source: string;
  kind: string;
  channel: string;
  campaign: string;
  requested: string;
  legalBasis: string;
  map: string;
  dryRun: string;
  tryOut: string;
  takeIn: string;
  send: string;
  choose: string;
  yes: string;
  no: string;
  begun: string;
  state: string;
  columns: string;
  column: string;
  field: string;
  suggestion: string;
  kept: string;
  rows: string;
  row: string;
  outcome: string;
  reason: string;
  lead: string;
  download: string;
  unasked: string;
  on: string;
  outcomes: Record<string, string>;
  states: Record<ListImport['state'], string>;
  bases: Record<string, string>;
  kinds: Record<string, string>;
  refusals: Record<'sign-in' | 'role' | 'foreign' | 'unknown', string>;
}

const de: ListWords = {
  skip: 'Zum Inhalt',
  console: 'Konsole',
  title: 'Listen',
  bring: 'Liste hochladen',
  newest: 'Neueste Listen',
  none: 'Noch keine.',
  file: 'Datei (CSV, höchstens 4 MB)',
  source: 'Woher stammen die Daten?',
  kind: 'Wer steht darin?',
  channel: 'Kanal',
  campaign: 'Kampagne (für Zeilen ohne eigene)',
  requested: 'Haben die Personen angefragt?',
  legalBasis: 'Rechtsgrundlage',
  map: 'Spalten zuordnen (Spalte=Feld, …)',
  dryRun: 'Was soll geschehen?',
  tryOut: 'Probelauf',
  takeIn: 'Übernehmen',
  send: 'Hochladen',
  choose: 'Bitte wählen',
  yes: 'Ja',
  no: 'Nein',
  begun: 'Begonnen',
  state: 'Stand',
  columns: 'Spalten',
  column: 'Spalte',
  field: 'Feld',
  suggestion: 'Gemeint?',
  kept: 'wird daneben aufbewahrt',
  rows: 'Die ersten Zeilen',
  row: 'Zeile',
  outcome: 'Ergebnis',
  reason: 'Grund',
  lead: 'Lead',
  download: 'Bericht als CSV',
  unasked:
    'Diese Personen haben nicht angefragt: ohne Einwilligung keine Mail und kein Anruf. Information nach Art. 14 DSGVO binnen eines Monats.',
  on: 'Weiter',
  outcomes: {
    created: 'neu',
    merged: 'zu bekanntem Lead',
    duplicate: 'schon vorhanden',
    quarantined: 'zu prüfen',
    refused: 'nicht übernommen',
  },
  states: { waiting: 'wartet', running: 'in Arbeit', done: 'fertig', refused: 'nicht übernommen' },
  bases: {
    consent: 'Einwilligung',
    contract: 'Vertrag oder Anfrage',
    'legitimate-interest': 'berechtigtes Interesse',
  },
  kinds: { inquiries: 'Anfragen und Adressen', customers: 'Kunden aus einem anderen System' },
  refusals: {
    'sign-in': 'Bitte melden Sie sich an.',
    role: 'Ihre Rolle darf keine Listen hochladen.',
    foreign: 'Das Formular ist nicht von uns oder aus einer früheren Sitzung. Nichts wurde geändert.',
    unknown: 'Diese Liste gibt es nicht.',
  },
};

const en: ListWords = {
  skip: 'Skip to content',
  console: 'Console',
  title: 'Lists',
  bring: 'Upload a list',
  newest: 'Newest lists',
  none: 'None yet.',
  file: 'File (CSV, at most 4 MB)',
  source: 'Where do the data come from?',
  kind: 'Who is in it?',
  channel: 'Channel',
  campaign: 'Campaign (for rows without their own)',
  requested: 'Did the people ask?',
  legalBasis: 'Legal basis',
  map: 'Map columns (column=field, …)',
  dryRun: 'What shall be done?',
  tryOut: 'dry run',
  takeIn: 'take in',
  send: 'Upload',
  choose: 'Please choose',
  yes: 'yes',
  no: 'no',
  begun: 'Begun',
  state: 'State',
  columns: 'Columns',
  column: 'Column',
  field: 'Field',
  suggestion: 'Meant?',
  kept: 'kept beside the facts',
  rows: 'The first rows',
  row: 'Row',
  outcome: 'Outcome',
  reason: 'Reason',
  lead: 'Lead',
  download: 'Report as CSV',
  unasked:
    'These people did not ask: no mail and no call without a consent. Notice of Art. 14 GDPR within a month.',
  on: 'Continue',
  outcomes: {
    created: 'new',
    merged: 'to a known lead',
    duplicate: 'there already',
    quarantined: 'to be reviewed',
    refused: 'not taken',
  },
  states: { waiting: 'waiting', running: 'running', done: 'done', refused: 'not taken' },
  bases: {
    consent: 'consent',
    contract: 'contract or request',
    'legitimate-interest': 'legitimate interest',
  },
  kinds: { inquiries: 'inquiries and addresses', customers: 'customers of another system' },
  refusals: {
    'sign-in': 'Please sign in.',
    role: 'Your role may not upload lists.',
    foreign: 'The form is not ours or of an earlier session. Nothing was changed.',
    unknown: 'There is no such list.',
  },
};

/** What the pages of lists say. */
export const listWords = { de, en };
