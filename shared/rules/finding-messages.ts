import type { FindingCode } from './intake.ts';

/** What the sender, and whoever looks at the inquiry, is told of a finding; nothing that was typed is repeated. */
export const findingMessages: Record<FindingCode, { de: string; en: string }> = {
  'contact-missing': {
    de: 'Bitte geben Sie an, wie wir Sie erreichen: E-Mail-Adresse, Telefonnummer oder Postanschrift.',
    en: 'Please tell us how to reach you: an e-mail address, a phone number or a postal address.',
  },
  'interest-missing': {
    de: 'Bitte sagen Sie uns, worum es geht: eine Nachricht oder ein Produkt.',
    en: 'Please tell us what you are interested in: a message or a product.',
  },
  'email-invalid': { de: 'Die E-Mail-Adresse ist nicht gültig.', en: 'The e-mail address is not valid.' },
  'postcode-invalid': {
    de: 'Die Postleitzahl passt nicht zum Land; in Deutschland hat sie fünf Ziffern.',
    en: 'The postcode does not fit the country; in Germany it has five digits.',
  },
  'number-unusable': { de: 'Die Zahl ist nicht lesbar.', en: 'The number cannot be read.' },
  'date-unusable': { de: 'Das Datum ist nicht lesbar.', en: 'The date cannot be read.' },
  'too-long': { de: 'Die Angabe ist zu lang.', en: 'The value is too long.' },
  honeypot: { de: 'Ein unsichtbares Feld war ausgefüllt.', en: 'A hidden field was filled in.' },
  spam: { de: 'Der Inhalt sieht nach Werbung aus.', en: 'The content looks like spam.' },
  'email-disposable': {
    de: 'Die E-Mail-Adresse ist eine Wegwerfadresse.',
    en: 'The e-mail address is disposable.',
  },
  'sender-forged': {
    de: 'Die Mail kommt nicht von der Domain, die sie nennt, und diese will das nicht.',
    en: 'The mail does not come from the domain that it names, which wants such mail refused.',
  },
  'sender-unproven': {
    de: 'Es ist nicht erwiesen, dass die Mail von dieser Adresse kommt.',
    en: 'It is not proven that the mail comes from this address.',
  },
  'token-missing': { de: 'Dem Formular fehlt sein Zeichen.', en: 'The form lacks its token.' },
  'token-forged': {
    de: 'Das Zeichen des Formulars ist keines von uns.',
    en: 'The token of the form is none of ours.',
  },
  'token-reused': { de: 'Das Formular wurde zu oft abgeschickt.', en: 'The form was sent too often.' },
  'token-expired': { de: 'Das Formular war sehr lange offen.', en: 'The form was open for very long.' },
  'too-fast': {
    de: 'Das Formular war schneller ausgefüllt, als ein Mensch es kann.',
    en: 'The form was filled in faster than a person can.',
  },
  'work-missing': {
    de: 'Bitte bestätigen Sie, dass Sie kein Programm sind.',
    en: 'Please confirm that you are no program.',
  },
  'work-unproven': {
    de: 'Die Bestätigung gilt nicht oder nicht mehr; bitte bestätigen Sie noch einmal.',
    en: 'The confirmation is not or no longer valid; please confirm again.',
  },
  'name-key-mash': {
    de: 'Der Name sieht nicht nach einem Namen aus.',
    en: 'The name does not look like a name.',
  },
  'doubtful-duplicate': {
    de: 'Vielleicht dieselbe Person wie ein Lead, den der Vertrieb hat.',
    en: 'Perhaps the same person as a lead that sales has.',
  },
  'name-placeholder': { de: 'Der Name ist ein Musterbeispiel.', en: 'The name is a placeholder.' },
  'email-role': {
    de: 'Die E-Mail-Adresse gehört zu einem Sammelpostfach.',
    en: 'The e-mail address belongs to a shared mailbox.',
  },
  'email-free': {
    de: 'Bitte nennen Sie die E-Mail-Adresse Ihres Unternehmens; diese ist von einem Freemail-Anbieter.',
    en: 'Please give the e-mail address of your company; this one is of a free-mail provider.',
  },
  'phone-invalid': { de: 'Die Telefonnummer ist nicht gültig.', en: 'The phone number is not valid.' },
  'place-mismatch': {
    de: 'Ort und Postleitzahl passen nicht zusammen.',
    en: 'Place and postcode do not fit each other.',
  },
  'product-unknown': { de: 'Das Produkt ist nicht im Katalog.', en: 'The product is not in the catalogue.' },
  'country-unknown': { de: 'Das Land ist nicht bekannt.', en: 'The country is not known.' },
  'value-unknown': { de: 'Die Angabe ist nicht bekannt.', en: 'The value is not known.' },
  'field-unreadable': { de: 'Die Angabe ist nicht lesbar.', en: 'The value cannot be read.' },
  'extra-shortened': {
    de: 'Zusätzliche Angaben wurden gekürzt; die Anfrage liegt im Ganzen vor.',
    en: 'Additional values were shortened; the inquiry is kept in full.',
  },
  corrected: {
    de: 'Die Angabe wurde bereinigt: Zeilenumbrüche, unsichtbare Zeichen oder ein Länderzeichen sind weggelassen.',
    en: 'The value was put right: line breaks, unseen characters or letters for the country were left out.',
  },
};

const byCode: Readonly<Record<string, { de: string; en: string }>> = findingMessages;

/** A finding in the language of whoever reads it now; undefined for a code that is no finding. */
export function findingText(code: string, language: 'de' | 'en'): string | undefined {
  return Object.hasOwn(byCode, code) ? byCode[code]?.[language] : undefined;
}
