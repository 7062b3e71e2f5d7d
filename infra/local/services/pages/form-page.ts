import { page } from './layout.ts';

export type FormLanguage = 'de' | 'en';
type Text = readonly [de: string, en: string];

/** Fields of the demo form: name as in the API, label, and further attributes of the input. */
const FIELDS: readonly (readonly [name: string, label: Text, attributes: string])[] = [
  ['firstName', ['Vorname', 'First name'], 'autocomplete="given-name"'],
  ['lastName', ['Nachname', 'Last name'], 'autocomplete="family-name" required'],
  ['email', ['E-Mail', 'E-mail'], 'type="email" autocomplete="email" required'],
  ['phone', ['Telefon', 'Phone'], 'type="tel" autocomplete="tel"'],
  ['company', ['Firma', 'Company'], 'autocomplete="organization"'],
  ['postcode', ['Postleitzahl', 'Postcode'], 'autocomplete="postal-code"'],
  ['city', ['Ort', 'City'], 'autocomplete="address-level2"'],
  ['orderVolume', ['Volumen in Euro', 'Volume in euros'], 'inputmode="numeric"'],
];

type Choice = readonly [value: string, label: Text];
const CHOICES: readonly (readonly [name: string, label: Text, choices: readonly Choice[]])[] = [
  [
    'country',
    ['Land', 'Country'],
    [
      ['DE', ['Deutschland', 'Germany']],
      ['AT', ['Österreich', 'Austria']],
      ['CH', ['Schweiz', 'Switzerland']],
    ],
  ],
  [
    'product',
    ['Interesse', 'Interest'],
    [
      ['demo', ['Vorführung', 'Demonstration']],
      ['platform', ['Plattform', 'Platform']],
      ['training', ['Schulung', 'Training']],
      ['consulting', ['Beratung', 'Consulting']],
    ],
  ],
  [
    'timeframe',
    ['Beginn', 'Start'],
    [
      ['', ['noch offen', 'not decided']],
      ['now', ['sofort', 'now']],
      ['1 month', ['in einem Monat', 'in a month']],
      ['3 months', ['in drei Monaten', 'in three months']],
      ['12 months', ['in einem Jahr', 'in a year']],
    ],
  ],
  [
    'authority',
    ['Ihre Rolle', 'Your role'],
    [
      ['', ['keine Angabe', 'not said']],
      ['decider', ['Ich entscheide', 'I decide']],
      ['buyer', ['Einkauf', 'Purchasing']],
      ['influencer', ['Ich berate', 'I advise']],
      ['user', ['Ich werde damit arbeiten', 'I will work with it']],
    ],
  ],
  [
    'need',
    ['Ihr Bedarf', 'Your need'],
    [
      ['', ['keine Angabe', 'not said']],
      ['concrete', ['konkret', 'concrete']],
      ['general', ['allgemeines Interesse', 'general interest']],
    ],
  ],
];

/**
 * The form of the demo company, as a web site would have it: posts to `/v1/leads` and needs no script. The field
 * `_gotcha` is one of the traps of the default intake rules: people do not see it, programs fill it in.
 */
export function formPage(language: FormLanguage): string {
  const say = ([de, en]: Text) => (language === 'de' ? de : en);
  const inputs = FIELDS.map(
    ([name, label, attributes]) =>
      `<div><label for="${name}">${say(label)}</label><input id="${name}" name="${name}" ${attributes}></div>`,
  );
  const selects = CHOICES.map(([name, label, choices]) => {
    const options = choices.map(([value, text]) => `<option value="${value}">${say(text)}</option>`);
    return `<div><label for="${name}">${say(label)}</label><select id="${name}" name="${name}">${options.join('')}</select></div>`;
  });
  const other =
    language === 'de'
      ? '<a href="?lang=en" lang="en">English</a>'
      : '<a href="?lang=de" lang="de">Deutsch</a>';
  const title = say(['Anfrage an die Demo-Firma', 'Inquiry to the demo company']);
  const body = `<h1>${title}</h1><p class="soft">${say([
    'Ausgedachte Angaben genügen; Adressen unter .example und .test gelten hier als erreichbar.',
    'Invented details will do; addresses under .example and .test count as reachable here.',
  ])} ${other}</p>
<form class="card" method="post" action="/v1/leads"><input type="hidden" name="language" value="${language}">
<input type="hidden" name="campaign" value="try-out form"><div class="grid">${inputs.join('')}${selects.join('')}</div>
<label for="message">${say(['Ihre Nachricht', 'Your message'])}</label><textarea id="message" name="message"></textarea>
<div class="hidden" aria-hidden="true"><label for="_gotcha">–</label><input id="_gotcha" name="_gotcha" tabindex="-1" autocomplete="off"></div>
<p></p><button>${say(['Absenden', 'Send'])}</button></form>`;
  return page(title, body, language);
}
