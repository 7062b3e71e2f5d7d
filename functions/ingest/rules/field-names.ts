import type { LeadField } from '../../../shared/http/api/leads.ts';
import type { formFields } from '../../../shared/rules/form-fields.ts';
import { nearest } from '../../../shared/rules/nearest.ts';
import { fold } from './text.ts';

export type FieldName = (typeof formFields)[number];
/** Fields of the body that have a form of their own. */
type Container = 'consent' | 'utm' | 'extra';

/** What forms call a field, in German and English; capitals, accents, hyphens, blanks and underscores do not matter. */
const NAMES: Record<FieldName | Exclude<LeadField, Container>, string> = {
  email:
    'email,e-mail,mail,email address,e-mail-adresse,emailadresse,mailadresse,mail-adresse,replyto,work email,business email,company email,geschäftliche e-mail,email1,emailaddress1',
  firstName: 'firstName,first,fname,given name,forename,prename,vorname,prénom',
  lastName: 'lastName,last,lname,surname,family name,nachname,familienname,zuname',
  name: 'name,full name,contact name,contact person,vollständiger name,kontaktname,ansprechpartner,ansprechpartnerin,kontaktperson,vor- und nachname,vor- und zuname,vorname nachname,name vorname,vorname und name,nachname vorname,absender',
  salutation: 'salutation,anrede,prefix,honorific',
  title: 'title,titel,akademischer titel,academic title',
  phone:
    'phone,phone number,telephone,telephone number,telefon,telefonnummer,tel,telnr,fon,mobile,mobile phone,mobile number,mobil,mobilnummer,mobiltelefon,telefonnr,telefon mobil,telefonnummer mobil,handy,handynummer,rufnummer,rückrufnummer,work phone,work phone number,cell,cell phone',
  birthDate: 'birthDate,birthday,date of birth,dob,geburtsdatum,geburtstag,geboren am',
  company:
    'company,fa.,company name,organisation,organization,organisation name,organization name,business,business name,firma,firmenname,unternehmen,unternehmensname,betrieb,institution,arbeitgeber,employer',
  jobTitle:
    'jobTitle,position,job,job position,role,funktion,stellung,beruf,tätigkeit,position im unternehmen,berufsbezeichnung',
  website: 'website,web site,web,url,homepage,webseite,internetseite,company website,domain',
  street:
    'street,street address,address line 1,address1,address line1,straße,strasse,str,straße und hausnummer,straße hausnummer,straße hausnr,straße nr',
  houseNumber: 'house number,hausnummer,hausnr',
  address: 'address,adresse,anschrift,postal address,postanschrift,full address',
  postcode: 'postcode,postal code,zip,zip code,plz,postleitzahl',
  city: 'city,town,locality,ort,stadt,wohnort',
  place: 'plz ort,plz und ort,postleitzahl ort,postleitzahl und ort,zip city',
  country: 'country,country code,country name,land,staat,ländercode,nation',
  language: 'language,lang,locale,sprache,preferred language',
  product: 'product,product id,product name,produkt,produktname,artikel,artikelnummer,sku',
  products: 'products,produkte,product interest,products of interest,produktinteresse',
  interest:
    'interest,interests,interested in,interesse,interessen,ich interessiere mich für,thema,topic,request type,art der anfrage,enquiry type,inquiry type',
  message:
    'message,text,message text,comment,comments,nachricht,nachrichtentext,mitteilung,bemerkung,bemerkungen,kommentar,anfrage,anliegen,frage,fragen,question,questions,inquiry,enquiry,request,beschreibung,description,body,notes,notiz,wunsch',
  subject: 'subject,betreff',
  budget: 'budget,etat,budgetrahmen,budget range',
  orderVolume:
    'orderVolume,volume,order value,auftragsvolumen,auftragswert,bestellvolumen,volumen,investitionsvolumen',
  timeframe:
    'timeframe,time frame,timeline,timing,purchase date,purchase timeframe,zeitrahmen,zeitraum,zeitpunkt,zeithorizont,kaufzeitpunkt,kaufzeitraum,einführungstermin,wunschtermin,entscheidung bis,when,wann',
  authority: 'authority,decision role,buying role,entscheidungsbefugnis,kaufrolle,rolle im kaufprozess,rolle',
  need: 'need,bedarf,purchase intent,kaufabsicht',
  currentlyUses:
    'currentlyUses,currently using,current solution,current system,current product,current supplier,current vendor,current provider,existing solution,aktuelle lösung,bisherige lösung,derzeitige lösung,aktueller anbieter,bisheriger anbieter,derzeitiger anbieter,aktuelles system,bisheriges system,derzeit im einsatz,heute im einsatz,bestandssystem',
  industry: 'industry,branche,sector,wirtschaftszweig',
  employees:
    'employees,number of employees,employee count,company size,headcount,mitarbeiter,mitarbeiterzahl,mitarbeiteranzahl,anzahl mitarbeiter,anzahl der mitarbeiter,unternehmensgröße,firmengröße,betriebsgröße',
  campaign: 'campaign,campaign id,campaign code,kampagne,kampagnencode,aktion,aktionscode',
  channel: 'channel,kanal',
  capturedAt:
    'capturedAt,captured,erfasst am,erfasst,erfassungsdatum,erfassungszeit,gescannt am,scan date,scan time,scanned at,besuchsdatum,visit date',
  externalId: 'externalId,externe id,external reference,submission id,leadgen id,lead id',
  source: 'source,quelle,form,form name,formular,lead source,form id',
  noticeVersion: 'noticeVersion,privacy notice version,datenschutzversion',
  startedAt: '_started,started at',
  visitorId: 'visitorId,leitwerk visitor',
  formToken: 'leitwerkToken',
  work: 'altcha',
  redirect: '_redirect,_next',
};

function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(NAMES, name);
}

const known = new Map<string, FieldName>(
  Object.entries(NAMES).flatMap(([name, words]) =>
    isFieldName(name) ? words.split(',').map((word): [string, FieldName] => [fold(word), name]) : [],
  ),
);

/** What form builders put before the name that they were given: `your-email`, `contact_phone`, `ihre-nachricht`. */
const BEFORE = /^(?:your|ihre?|contact|kontakt|lead|customer|kunden?|person|user|field|input)(?=.{3})/;

/** The canonical field that a name means, or null. */
export function fieldOf(name: string): FieldName | null {
  const folded = fold(name);
  return known.get(folded) ?? known.get(folded.replace(BEFORE, '')) ?? null;
}

/** The field that an unknown name may mean: one with a word of it, or one that is spelt nearly so; null for others. */
export function suggestField(name: string): FieldName | null {
  const words = name.split(/[^\p{L}\p{M}\p{N}]+/u).filter((word) => word.length > 2);
  const by = words.map((word) => known.get(fold(word))).find((field) => field !== undefined);
  const near = by ? null : nearest(fold(name), [...known.keys()]);
  return by ?? (near ? (known.get(near) ?? null) : null);
}

const CONTAINERS = new Set(
  'fields,form_fields,formfields,formdata,data,lead,contact,kontakt,person,customer,kunde,address,adresse,anschrift,answers'
    .split(',')
    .map(fold),
);

/** Whether an object under this name only groups fields: `form_fields[email]`, `address: { street … }`. */
export function isContainer(name: string): boolean {
  return CONTAINERS.has(fold(name));
}

const PURPOSES: Record<string, string> = {
  newsletter: 'newsletter',
  marketing: 'marketing',
  werbung: 'marketing',
  datenschutz: 'privacy',
  datenschutzerklaerung: 'privacy',
  dsgvo: 'privacy',
  gdpr: 'privacy',
  privacy: 'privacy',
  privacypolicy: 'privacy',
  consent: 'contact',
  consents: 'contact',
  einwilligung: 'contact',
  einwilligungen: 'contact',
};

/** Ways to be reached, as lists name the consent to them: `Einwilligung Telefon`. */
const WAYS: Record<string, string> = {
  email: 'email',
  mail: 'email',
  mails: 'email',
  telefon: 'phone',
  telefonisch: 'phone',
  tel: 'phone',
  anruf: 'phone',
  anrufe: 'phone',
  kontakt: 'contact',
  kontaktaufnahme: 'contact',
};

/** The purpose that a field asks consent for: `newsletter`, `consent_phone`, `einwilligung-werbung`; null for other fields. */
export function purposeOf(name: string): string | null {
  const [, given] = /^(?:consents?|einwilligung(?:en)?)[\s_.-]+(.{1,50})$/i.exec(name) ?? [];
  // `Consent (I agree)` names the box, not a purpose.
  const [, box] = /^\((.*)\)$/.exec(given ?? '') ?? [];
  if (box !== undefined) return PURPOSES[fold(box)] ?? 'contact';
  if (given) return PURPOSES[fold(given)] ?? WAYS[fold(given)] ?? given.toLowerCase();
  const folded = fold(name);
  return Object.hasOwn(PURPOSES, folded) ? (PURPOSES[folded] ?? null) : null;
}

/** Tags of advertisements that bring their own name: click ids of the large networks. */
const CLICK_IDS = new Set([
  'gclid',
  'gbraid',
  'wbraid',
  'fbclid',
  'msclkid',
  'ttclid',
  'li_fat_id',
  'twclid',
]);

/** `campaign` for `utm_campaign`, `gclid` for itself; null for other fields. */
export function utmOf(name: string): string | null {
  const lower = name.toLowerCase();
  if (CLICK_IDS.has(lower)) return lower;
  return /^utm[_-]?([a-z_]{2,20})$/.exec(lower)?.[1] ?? null;
}
