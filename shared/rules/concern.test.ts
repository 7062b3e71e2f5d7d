import { describe, expect, it } from 'vitest';
import { concernIn } from './concern.ts';

const said = (text: string) => {
  const concern = concernIn(text);
  return concern?.kind === 'rights' ? concern.right : (concern?.kind ?? null);
};

describe('a request about one’s data (Art. 15 to 21 GDPR)', () => {
  it.each([
    'Bitte löschen Sie meine Daten.',
    'Bitte löschen Sie umgehend alle meine personenbezogenen Daten!',
    'Hiermit fordere ich Sie auf, meine Daten vollständig zu löschen.',
    'Ich möchte, dass Sie meine E-Mail-Adresse aus dem System entfernen.',
    'Ich verlange die Löschung meiner Daten nach Art. 17 DSGVO.',
    'Könnten Sie meine Daten bitte löschen?',
    'Löschen Sie mich bitte aus Ihrer Datenbank.',
    'Ich mache von meinem Recht auf Löschung Gebrauch.',
    'Guten Tag,\nvielen Dank für Ihre Mail. Ich habe kein Interesse mehr, bitte löschen Sie meine Daten.\nGruß Anna',
    'Please delete my data.',
    'please remove all my personal data from your systems',
    'I request the erasure of my personal data under GDPR.',
    'Could you delete my account, please?',
    'I want my information deleted.',
    'I invoke my right to be forgotten.',
    'Remove me from your database!',
    'löscht bitte alles was ihr über mich gespeichert habt',
    'Ich möchte, dass Sie sämtliche über mich gespeicherten Daten löschen.',
    'Hiermit verlange ich die Löschung aller zu meiner Person gespeicherten Daten.',
    'Account löschen',
    'Datenlöschung nach DSGVO',
    'möchte gelöscht werden',
    'Please delete all the data you have about me.',
    'I want to be removed from your database.',
    'GDPR erasure request',
  ])('to erase them: %j', (text) => {
    expect(said(text)).toBe('erasure');
  });

  it.each([
    'Welche Daten haben Sie über mich gespeichert?',
    'Welche personenbezogenen Daten speichern Sie von mir?',
    'Ich bitte um Auskunft über meine gespeicherten Daten.',
    'Auskunft nach Art. 15 DSGVO',
    'Woher haben Sie meine Telefonnummer?',
    'How did you get my email?',
    'Bitte senden Sie mir eine Kopie meiner Daten.',
    'What data do you hold about me?',
    'This is a subject access request.',
    'Please send me a copy of my personal data.',
    'Where did you get my email address?',
  ])('to see them: %j', (text) => {
    expect(said(text)).toBe('access');
  });

  it.each([
    'Ich widerspreche der Verarbeitung meiner Daten zu Werbezwecken.',
    'Hiermit widerrufe ich meine Einwilligung.',
    'Ich möchte keine Werbung mehr von Ihnen.',
    'Bitte keine weiteren Mails mehr!',
    'Ich möchte keine Werbung.',
    'Ich wünsche keine weiteren Newsletter, Ihr Angebot interessiert mich nicht.',
    'Bitte keine Angebote mehr, ich möchte keine Werbung.',
    'Bitte nehmen Sie mich aus dem Verteiler.',
    'Bitte rufen Sie mich nicht mehr an.',
    'Newsletter abbestellen',
    'Unsubscribe',
    'Please stop emailing me.',
    'Do not contact me again.',
    'Please take me off your mailing list.',
    'I object to the processing of my data for marketing.',
    'I withdraw my consent.',
  ])('to leave one alone: %j', (text) => {
    expect(said(text)).toBe('objection');
  });

  it.each([
    'Bitte korrigieren Sie meine Adresse.',
    'Ich bitte um Berichtigung meiner Daten.',
    'Mein Name ist bei Ihnen falsch geschrieben.',
    'Please correct my address.',
    'My name is wrong in your system, sorry.',
  ])('to put them right: %j', (text) => {
    expect(said(text)).toBe('correction');
  });
});

describe('a complaint', () => {
  it.each([
    'Die gelieferte Maschine ist schon wieder defekt. Ich erwarte umgehend eine Lösung.',
    'Ich bin sehr verärgert.',
    'Seit drei Wochen warte ich auf meine Lieferung und niemand meldet sich.',
    'Meine Bestellung ist immer noch nicht angekommen.',
    'Ich warte seit Wochen auf eine Antwort von Ihnen.',
    'Das Gerät funktioniert nicht, ich verlange Ersatz.',
    'Mangelhafte Lieferung, bitte um Stellungnahme.',
    'Zum dritten Mal falsche Ware geliefert!',
    'My order has still not arrived.',
    'Your product broke after two days and support ignores me.',
    'Terrible service, never again.',
    'Ich möchte mich über Ihren Service beschweren.',
    'Hiermit beschwere ich mich über die Lieferung.',
    'Beschwerde: falsche Rechnung',
    'Wir sind von Ihrer Beratung sehr enttäuscht.',
    'Ich bin mit Ihrem Support äußerst unzufrieden.',
    'Trotz mehrfacher Nachfrage habe ich nichts gehört.',
    'Das ist eine Frechheit.',
    'Ich reklamiere die Lieferung vom 3. März.',
    'Ich will mein Geld zurück!',
    'I want to complain about your service.',
    'I am very disappointed with your support.',
    'This is unacceptable.',
    'The device arrived broken, I want a refund.',
    'Please treat this as a formal complaint.',
  ])('%j', (text) => {
    expect(said(text)).toBe('complaint');
  });
});

describe('an inquiry like any other', () => {
  it.each([
    'Welche Daten brauchen Sie von mir für ein Angebot?',
    'Wir sind sehr verärgert über unseren bisherigen Lieferanten und suchen einen neuen. Angebot für 30 Geräte?',
    'Unsere Maschine ist schon wieder kaputt (Fremdfabrikat), deshalb suchen wir eine neue von Ihnen.',
    'Wir warten seit drei Wochen auf die Lieferung unseres jetzigen Anbieters und wollen zu Ihnen wechseln.',
    'My current vendor has terrible service. I want a quote for 50 seats.',
    'We have had the worst experience with our old agency, please send an offer.',
    'Hiermit bestelle ich 10 Stück. Ich möchte keine Werbung.',
    'Bitte ein Angebot über 10 Pumpen. Ich möchte keine Newsletter.',
    'Ich warte seit gestern auf Ihre Rückmeldung zu meiner Anfrage, wir wollen diese Woche entscheiden.',
    'Wir sind mit unserem jetzigen Anbieter unzufrieden und suchen Ersatz.',
    'Unser Gerät eines anderen Herstellers ist defekt, wir brauchen ein neues.',
    'Wie schnell können Sie liefern? Wir warten seit Wochen auf unseren bisherigen Lieferanten.',
    'Bitte löschen Sie Position 3 aus dem Angebot.',
    'Bitte rufen Sie mich nicht vor 10 Uhr an.',
    'Ist die Lieferung beschädigter Ware versichert?',
    'My current software broke and I need a replacement, please send a quote.',
    'We had terrible support from our last vendor and look for another one.',
    'Do you offer a money back guarantee?',
    'Can I unsubscribe at any time?',
    'Meine Daten: Anna Berg, Telefon 0221 123456',
    'Bitte senden Sie mir die Daten der Plattform.',
    'Können wir mit Ihrer Software Kundendaten löschen?',
    'Werden meine Daten nach der Testphase gelöscht?',
    'Kann ich meine Daten selbst löschen?',
    'Wir brauchen ein Löschkonzept nach DSGVO für unsere Kundendaten.',
    'Ich bitte um Auskunft über Ihre Preise.',
    'Können Sie mir Auskunft zu Lieferzeiten geben?',
    'Welche Daten brauchen Sie von uns für ein Angebot?',
    'Welche Schnittstellen zum Import unserer Daten gibt es?',
    'Meine Telefonnummer ist 0221 123456, bitte rufen Sie mich an.',
    'Bitte rufen Sie mich nicht vor 10 Uhr an.',
    'Ich möchte den Newsletter abonnieren.',
    'Bitte ändern Sie das Angebot auf 20 Plätze.',
    'Wir sind mit unserem jetzigen Anbieter unzufrieden.',
    'Wir suchen eine Software für Beschwerdemanagement.',
    'Wie läuft bei Ihnen eine Reklamation ab?',
    'Unterstützt die Plattform Reklamationen?',
    'Gibt es eine Geld-zurück-Garantie?',
    'Wir sind enttäuscht vom bisherigen System und suchen ein neues.',
    'Please send me the data sheet.',
    'Can your platform delete my customers’ data?',
    'Does your tool support data subject access requests?',
    'My phone number is 0221 123456.',
    'We are unhappy with our current vendor.',
    'We need a complaint management system.',
    'How do you handle complaints?',
    'What unsubscribe rate do you see?',
    'Don’t hesitate to contact me.',
    'Please contact me again next week.',
    '',
  ])('%j', (text) => {
    expect(said(text)).toBeNull();
  });
});
