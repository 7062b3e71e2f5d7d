import type { DeadlineName } from '../../../shared/domain/clock.ts';
import type { State } from '../../../shared/domain/lifecycle.ts';

/** States in the order of a lead's life, as the page names them. */
export const STATES: Record<State, string> = {
  received: 'Eingegangen',
  quarantined: 'In Prüfung',
  qualifying: 'In Qualifizierung',
  qualified: 'Reif, ohne Bearbeiter',
  assigned: 'Zugeteilt',
  accepted: 'Angenommen',
  opportunity: 'Verkaufschance',
  won: 'Gewonnen',
  lost: 'Verloren',
  dormant: 'Stillgelegt',
  excluded: 'Ausgeschlossen',
  merged: 'Zusammengeführt',
  erased: 'Gelöscht',
};

/** Where an inquiry is, for the audit. */
export const PLACES: Record<string, string> = {
  ...STATES,
  'set-aside': 'Wurde kein Lead',
  missing: 'Fehlt in einem Nachweis',
};

export const CLOCKS: Record<DeadlineName, string> = {
  entry: 'Erfassung',
  fulfilment: 'Antwort an den Interessenten',
  review: 'Prüfung',
  routing: 'Verteilung',
  acceptance: 'Annahme',
  'first-contact': 'Erster Kontakt',
  feedback: 'Rückmeldung',
  requalification: 'Neubewertung',
  rights: 'Rechte der Person',
  notice: 'Information nach Art. 14',
  complaint: 'Beschwerde',
};

/** Why leads are lost; reasons of the company's own rules stay as they are. */
export const LOSSES: Record<string, string> = {
  competitor: 'Wettbewerber',
  price: 'Preis',
  'no-budget': 'Kein Budget',
  'no-need': 'Kein Bedarf mehr',
  'no-decision': 'Keine Entscheidung',
  'not-reachable': 'Nicht erreichbar',
  service: 'Betreuung',
  other: 'Anderer Grund',
  'other-reasons': 'Gründe mit wenigen Antworten',
};

export const STEPS = {
  lead: 'Leads',
  hot: 'Heiß',
  assigned: 'Zugeteilt',
  accepted: 'Angenommen',
  contacted: 'Kontaktiert',
  opportunity: 'Verkaufschance',
  won: 'Gewonnen',
} as const;

/** The word for a code of the data; a code that is newer than the page stays as it is. */
export function word(words: Readonly<Record<string, string>>, code: string | null): string {
  return code === null ? 'unbekannt' : (words[code] ?? code);
}

const whole = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 0 });
const oneDigit = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 1 });
const twoDigits = new Intl.NumberFormat('de-DE', { maximumFractionDigits: 2 });
const percents = new Intl.NumberFormat('de-DE', { style: 'percent', maximumFractionDigits: 0 });
const euros = new Intl.NumberFormat('de-DE', {
  style: 'currency',
  currency: 'EUR',
  maximumFractionDigits: 0,
});
const fullDate = new Intl.DateTimeFormat('de-DE', { dateStyle: 'full', timeZone: 'UTC' });
const shortDate = new Intl.DateTimeFormat('de-DE', { day: 'numeric', month: 'numeric', timeZone: 'UTC' });

export const count = (value: number): string => whole.format(value);
export const decimal = (value: number): string => twoDigits.format(value);
export const euro = (value: number): string => euros.format(value);
/** @param share 0 to 1, or null where there is nothing to share */
export const percent = (share: number | null): string => (share === null ? '–' : percents.format(share));
/** @param day `yyyy-mm-dd` */
export const longDay = (day: string): string => fullDate.format(new Date(`${day}T00:00:00Z`));
export const shortDay = (day: string): string => shortDate.format(new Date(`${day}T00:00:00Z`));

/** Hours as people say them: minutes below two hours, days from two days on. */
export function hours(value: number | null): string {
  if (value === null) return '–';
  if (value * 60 < 1) return 'unter 1 min';
  if (value < 2) return `${whole.format(value * 60)} min`;
  if (value < 48) return `${oneDigit.format(value)} h`;
  return `${oneDigit.format(value / 24)} Tage`;
}
