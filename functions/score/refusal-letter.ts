import type { MailLanguage } from '../../shared/mail/language.ts';
import type { Variables } from '../../shared/mail/template.ts';
import type { RuleError } from '../../shared/rules/rule-errors.ts';

/** A document that was refused, as its letter tells of it. */
export interface Refused {
  subject: string;
  /** The parameter that says the same: `/leitwerk/prod/status/scoring`. */
  status: string;
  /** The version that goes on deciding; null if there is none. */
  inForce: string | null;
  errors: readonly RuleError[];
}

/** Errors that the letter names; the status parameter names no more. */
const NAMED = 5;

/** What the process owner reads when a rule document is refused: which, where, why, and what goes on deciding. */
export function refusalLetter(
  { subject, status, inForce, errors }: Refused,
  language: MailLanguage,
): { subject: string; parts: string[]; footer: string; variables: Variables } {
  const places = errors.slice(0, NAMED).map((_, index) => `{{place${index}}}: {{reason${index}}}`);
  const named = Object.fromEntries(
    errors.slice(0, NAMED).flatMap((error, index) => [
      [`place${index}`, placeOf(error, language)],
      [`reason${index}`, error.suggestion ? `${error.reason} – ${error.suggestion}` : error.reason],
    ]),
  );
  const variables = { document: subject, status, inForce: inForce ?? '', ...named };
  return language === 'de' ? german(places, variables) : english(places, variables);
}

function placeOf({ path, line, part }: RuleError, language: MailLanguage): string {
  const where = [path, part && part !== path ? `(${part})` : ''].filter(Boolean).join(' ');
  const whole = language === 'de' ? 'das ganze Dokument' : 'the whole document';
  return line === undefined
    ? where || whole
    : `${language === 'de' ? 'Zeile' : 'line'} ${line}, ${where || whole}`;
}

type Words = ReturnType<typeof refusalLetter>;

function german(places: readonly string[], variables: Variables): Words {
  return {
    subject: 'Regeln {{document}} abgelehnt – die letzte gute Fassung gilt weiter',
    parts: [
      'Das Regeldokument {{document}} wurde geändert und kann so nicht gelten:',
      ...places,
      variables.inForce
        ? 'Bis es berichtigt ist, entscheidet weiter die Fassung {{inForce}}. Es geht kein Lead verloren.'
        : 'Es gibt noch keine gute Fassung: Bis es berichtigt ist, wartet alles, was dieses Dokument braucht.',
    ],
    footer: 'Stand im Parameter Store: {{status}}',
    variables,
  };
}

function english(places: readonly string[], variables: Variables): Words {
  return {
    subject: 'Rules {{document}} refused – the last good version stays in force',
    parts: [
      'The rule document {{document}} was changed and cannot be used like this:',
      ...places,
      variables.inForce
        ? 'Until it is corrected, version {{inForce}} goes on deciding. No lead is lost.'
        : 'There is no good version yet: until it is corrected, whatever needs this document waits.',
    ],
    footer: 'Status in Parameter Store: {{status}}',
    variables,
  };
}
