import type { StepAction } from '../../../shared/domain/clock.ts';
import { factWords } from '../../../shared/domain/fact-words.ts';
import type { LeadAction, State } from '../../../shared/domain/lifecycle.ts';
import type { Right } from '../../../shared/rules/concern.ts';
import type { Hindrance } from '../rules/availability.ts';

export type Language = 'de' | 'en';

interface Words {
  hot: string;
  states: Record<State, string>;
  actions: Record<LeadAction, string>;
  facts: Record<string, string>;
  /** Values of facts that are one of a list. */
  values: Record<string, string>;
  /** What a person did on pages and in mails, by type. */
  acts: Record<string, string>;
  /** The profile matrix. */
  profile: {
    title: string;
    complete: string;
    next: string;
    fact: string;
    value: string;
    source: string;
    missing: string;
    themes: Record<'interest' | 'need' | 'status' | 'resources' | 'timing' | 'industry' | 'contacts', string>;
    names: Record<string, string>;
    checks: Record<string, string>;
  };
  /** Where a fact came from, as events name it. */
  sources: Record<string, string>;
  /** A source was asked and knew nothing. */
  nothingFound: string;
  clocks: Record<string, string>;
  /** What is done when a step of a clock is due. */
  steps: Record<StepAction, string>;
  reasons: Record<string, string>;
  /** What somebody asks about the own data. */
  rights: Record<Right, string>;
  events: Record<string, string>;
  /** What `nextAction` names. */
  next: Record<string, string>;
  sections: {
    contact: string;
    wish: string;
    lossSaid: string;
    colleagues: string;
    /** What stands for somebody who another owner speaks to. */
    somebody: string;
    score: string;
    behaviour: string;
    why: string;
    clocks: string;
    history: string;
    more: string;
    due: string;
    wasDue: string;
    criterion: string;
    rating: string;
    weight: string;
    points: string;
    /** Of a customer, in a year. */
    potential: Record<'revenue' | 'contribution', string>;
    areaRank: string;
    sum: string;
    reason: string;
    note: string;
    noteHint: string;
    missing: string;
    missingHint: string;
    volume: string;
    value: string;
    order: string;
    passedOver: string;
    standing: string;
    done: string;
    back: string;
    takeBack: string;
    takeBackUntil: string;
    card: string;
    attachments: string;
    calendar: string;
  };
  /** Why a candidate was passed over. */
  hindrances: Record<Hindrance['why'], string>;
  problems: Record<
    'malformed' | 'expired' | 'superseded' | 'merged' | 'erased' | 'forbidden' | 'final' | 'invalid',
    { title: string; text: string }
  >;
}

const de: Words = {
  hot: 'Heiß',
  states: {
    received: 'eingegangen',
    quarantined: 'in Prüfung',
    excluded: 'ausgeschlossen',
    qualifying: 'in Qualifizierung',
    qualified: 'reif',
    assigned: 'zugewiesen, noch nicht angenommen',
    accepted: 'angenommen',
    opportunity: 'Verkaufschance',
    won: 'gewonnen',
    lost: 'verloren',
    dormant: 'stillgelegt',
    merged: 'zusammengeführt',
    erased: 'gelöscht',
  },
  actions: {
    accept: 'Annehmen',
    decline: 'Ablehnen',
    contacted: 'Kontakt hergestellt',
    return: 'Zurück ans Marketing',
    opportunity: 'Verkaufschance',
    won: 'Gewonnen',
    lost: 'Verloren',
    note: 'Notiz',
  },
  facts: { ...factWords.de, address: 'Anschrift', area: 'Gebiet' },
  acts: {
    visit: 'Besuch der Website',
    'page-view': 'Seite angesehen',
    'price-page': 'Preisseite angesehen',
    'white-paper': 'Whitepaper geladen',
    'webinar-sign-up': 'Zum Webinar angemeldet',
    'mail-open': 'Mail geöffnet',
    'mail-click': 'Link in Mail geklickt',
    nobody: 'war ein Programm',
  },
  profile: {
    title: 'Profil',
    complete: 'Vollständig',
    next: 'als Nächstes zu fragen',
    fact: 'Angabe',
    value: 'Wert',
    source: 'Herkunft, Alter',
    missing: 'fehlt',
    themes: {
      interest: 'Interesse',
      need: 'Bedarf',
      status: 'Rolle der Person',
      resources: 'Mittel',
      timing: 'Zeitpunkt',
      industry: 'Branche',
      contacts: 'Kontakt',
    },
    names: {
      product: 'Produkt',
      lastName: 'Name',
      name: 'Name',
      birthDate: 'Geburtstag',
      street: 'Straße',
      postcode: 'Postleitzahl',
      city: 'Ort',
      country: 'Land',
    },
    checks: {
      'not-in-list': 'kein Wert der Liste',
      passed: 'Tag ist vorbei',
      'told-otherwise': 'früher:',
      contradicts: 'passt nicht zu:',
    },
  },
  sources: {
    colleagues: 'andere Leads der Organisation',
    questionnaire: 'Fragebogen',
    qualify: 'Qualifizierung durch das Team',
    answer: 'vom Team erfasst',
    call: 'Anruf',
    review: 'Prüfung',
    'privacy-page': 'Berichtigung durch die Person',
    merged: 'zweiter Lead derselben Person',
  },
  nothingFound: 'nichts gefunden',
  values: {
    decider: 'entscheidet',
    buyer: 'kauft ein',
    influencer: 'wirkt mit',
    user: 'nutzt',
    unknown: 'unbekannt',
    concrete: 'konkret',
    general: 'allgemein',
    none: 'keiner',
  },
  clocks: {
    entry: 'Erfassung',
    fulfilment: 'Antwort auf die Anfrage',
    review: 'Prüfung',
    routing: 'Zuordnung',
    acceptance: 'Annahme',
    'first-contact': 'Erstkontakt',
    feedback: 'Rückmeldung',
    requalification: 'Neubewertung',
    rights: 'Betroffenenrechte',
    notice: 'Information nach Art. 14 DSGVO',
    complaint: 'Beschwerde',
    'by-hand': 'Entscheidung von Hand',
    'win-back': 'Wieder ansprechen',
    nurture: 'Mailserie',
    'loss-survey': 'Frage nach dem Grund',
  },
  steps: {
    again: 'noch einmal veranlasst',
    remind: 'erinnert',
    'tell-process-owner': 'Prozessverantwortung benachrichtigt',
    'next-owner': 'an die nächste Person gegeben',
    requalify: 'zurück in die Qualifizierung',
    expire: 'von Hand Entschiedenes endet',
    'win-back': 'wieder ansprechen',
    nurture: 'Mail der Serie',
    'ask-why': 'nach dem Grund gefragt',
  },
  reasons: {
    'no-capacity': 'Keine Kapazität',
    'wrong-territory': 'Falsches Gebiet',
    conflict: 'Interessenkonflikt',
    'not-ripe': 'Noch nicht reif',
    'wrong-data': 'Daten stimmen nicht',
    'not-reachable': 'Nicht erreichbar',
    'wrong-product': 'Falsches Produkt',
    'no-sign-of-life': 'Kein Lebenszeichen',
    'max-iterations': 'Genug Runden',
    'small-value': 'Zu kleiner Wert',
    objection: 'Widerspruch',
    rights: 'Anliegen zu eigenen Daten',
    complaint: 'Beschwerde',
    competitor: 'Wettbewerber',
    price: 'Preis',
    'no-budget': 'Kein Budget',
    'no-need': 'Kein Bedarf mehr',
    'no-decision': 'Keine Entscheidung',
    other: 'Anderer Grund',
    declined: 'abgelehnt',
    'not-accepted': 'nicht angenommen',
    'not-contacted': 'kein Kontakt',
    'by-staff': 'von Hand',
    'time-over': 'Zeit abgelaufen',
    expired: 'Zeit abgelaufen',
    'given-by-hand': 'von Hand zugewiesen',
    'win-back': 'Rückgewinnung',
    repurchase: 'Neuer Bedarf',
    service: 'Betreuung',
    never: 'nicht mehr melden',
    'as-planned': 'darf sich wieder melden',
    'on-day': 'wieder ab',
    'lost-no-more': 'nicht mehr verloren',
    'left-in-peace': 'möchte in Ruhe gelassen werden',
    'no-consent': 'keine Einwilligung',
    'no-address': 'keine Adresse',
    'not-in-rules': 'nicht mehr in den Regeln',
    'too-many-mails': 'zu viele Mails an diese Adresse',
    condition: 'Bedingung nicht erfüllt',
    'template-missing': 'Text fehlt',
    bounced: 'Adresse nicht erreichbar',
    stopped: 'Serie beendet',
    'moved-on': 'nicht mehr in Qualifizierung',
    'nothing-open': 'keine Frage offen',
    'series-runs': 'Mailserie läuft',
    'answer-follows': 'Antwort steht noch aus',
    sent: 'gesendet',
    skipped: 'ausgelassen',
    spam: 'Sieht nach Werbung aus',
    honeypot: 'Unsichtbares Feld ausgefüllt',
    virus: 'Virus',
    unreadable: 'Nicht lesbar',
    'sender-unreadable': 'Absender nicht erkennbar',
    'sender-forged': 'Absender gefälscht',
    'not-understood': 'Nicht verstanden',
    'needs-retrieval': 'Nicht abgeholt',
    'auto-reply': 'Automatische Antwort',
    bounce: 'Unzustellbar',
    'doubtful-duplicate': 'Vielleicht schon beim Vertrieb',
  },
  rights: {
    erasure: 'Löschung',
    access: 'Auskunft',
    objection: 'Widerspruch',
    correction: 'Berichtigung',
  },
  events: {
    InquiryReceived: 'Anfrage eingegangen',
    RightsRequested: 'Anliegen zu eigenen Daten',
    RightsSettled: 'Anliegen zu eigenen Daten erledigt',
    LeadErased: 'Daten gelöscht',
    ComplaintReceived: 'Beschwerde eingegangen',
    ComplaintAnswered: 'Beschwerde beantwortet',
    FactsChanged: 'Angaben ergänzt',
    CustomerKnown: 'Als Kunde bekannt',
    FactsLookedUp: 'Angaben nachgeschlagen',
    ConsentChanged: 'Einwilligung geändert',
    NurtureBegun: 'Mailserie begonnen',
    NurtureStepTaken: 'Mail der Serie',
    QuestionsSent: 'Fragebogen per Mail',
    LossSurveySent: 'Frage nach dem Grund per Mail',
    LossSurveyAnswered: 'Antwort zum Grund',
    LeadScored: 'Bewertet',
    LeadQualified: 'Als reif eingestuft',
    LeadRequalified: 'Erneut in Qualifizierung',
    RoundBegun: 'Weitere Runde begonnen',
    InquiryAnswered: 'Anfrage beantwortet',
    AnswerFailed: 'Antwort nicht zustellbar',
    LeadAssigned: 'Zugewiesen',
    OwnerReleased: 'Weitergegeben',
    LeadAccepted: 'Angenommen',
    ContactMade: 'Kontakt hergestellt',
    LeadReturned: 'Zurückgegeben',
    OpportunityOpened: 'Verkaufschance',
    LeadWon: 'Gewonnen',
    LeadLost: 'Verloren',
    CallMade: 'Anruf',
    NoteAdded: 'Notiz',
    BehaviourSeen: 'Verhalten',
    ClockStepTaken: 'Frist erreicht',
    ActionTakenBack: 'Rückgängig gemacht',
    LeadExcluded: 'Ausgeschlossen',
    LeadQuarantined: 'Zur Prüfung gelegt',
    LeadMerged: 'In einen anderen Lead überführt',
    DuplicateMerged: 'Mit einem zweiten Lead derselben Person zusammengeführt',
    MergeUndone: 'Zusammenführung rückgängig gemacht',
    DuplicateSuspected: 'Vielleicht dieselbe Person wie ein anderer Lead',
    DuplicateDismissed: 'Als eine andere Person erkannt',
    ReviewDecided: 'Geprüft',
    InquiryReviewed: 'Anfrage geprüft',
    LeadParked: 'Wartet auf einen freien Besitzer',
    LeadRested: 'Stillgelegt',
    ClockPaused: 'Frist angehalten',
    ClockResumed: 'Frist läuft weiter',
    OverrideSet: 'Von Hand eingestuft',
    OverrideEnded: 'Einstufung wieder nach Regel',
  },
  next: {
    review: 'prüfen',
    requalify: 'neu bewerten',
    call: 'anrufen',
    assign: 'zuweisen',
    accept: 'annehmen',
    contact: 'Kontakt aufnehmen',
    'report the outcome': 'Ergebnis melden',
  },
  sections: {
    contact: 'Kontakt und Angaben',
    wish: 'Anfragen',
    lossSaid: 'Was die Person zur Absage sagt',
    colleagues: 'Andere aus dem Unternehmen',
    somebody: 'Jemand',
    score: 'Bewertung',
    behaviour: 'Verhalten',
    why: 'Warum dieser Lead bei Ihnen ist',
    clocks: 'Fristen',
    history: 'Verlauf',
    more: 'Weitere Schritte',
    due: 'fällig',
    wasDue: 'war fällig',
    criterion: 'Kriterium',
    rating: 'Stufe',
    weight: 'Gewicht',
    points: 'Punkte',
    areaRank: 'Rang',
    potential: { revenue: 'Möglicher Umsatz im Jahr', contribution: 'Möglicher Deckungsbeitrag im Jahr' },
    sum: 'Summe',
    reason: 'Grund',
    note: 'Notiz (freiwillig)',
    noteHint: 'Was sollte festgehalten werden?',
    missing: 'Fehlende Angaben (durch Komma getrennt)',
    missingHint: 'z. B. Budget, Entscheidungstermin',
    volume: 'Erwartetes Volumen in €',
    value: 'Auftragswert in €',
    order: 'Auftragsnummer',
    passedOver: 'übergangen',
    standing: 'Anspruch',
    done: 'Gespeichert.',
    back: 'Zurück zum Lead',
    takeBack: 'Rückgängig machen',
    takeBackUntil: 'möglich bis',
    card: 'Kontakt speichern',
    attachments: 'Mitgeschickt',
    calendar: 'Frist in den Kalender',
  },
  hindrances: {
    unknown: 'nicht im Verzeichnis',
    'had-it': 'hatte diesen Lead schon',
    language: 'spricht die Sprache nicht',
    absent: 'abwesend',
    closed: 'außerhalb der Arbeitszeit',
    'day-full': 'hat die Leads für den Tag',
    'hour-full': 'hat die Leads für die Stunde',
    'open-full': 'hat so viele offene Leads wie vereinbart',
  },
  problems: {
    malformed: {
      title: 'Dieser Link ist nicht gültig',
      text: 'Bitte öffnen Sie den Link noch einmal aus der E-Mail.',
    },
    expired: {
      title: 'Dieser Link ist abgelaufen',
      text: 'Bitte wenden Sie sich an die Prozessverantwortung.',
    },
    superseded: {
      title: 'Dieser Lead ist weitergegeben worden',
      text: 'Er liegt nicht mehr bei Ihnen; Sie müssen nichts weiter tun.',
    },
    merged: {
      title: 'Dieser Lead ist in einem anderen aufgegangen',
      text: 'Es war dieselbe Person. Ihr Verlauf geht dort weiter; wer jenen Lead hat, sieht auch diesen.',
    },
    erased: {
      title: 'Die Daten dieser Person sind gelöscht',
      text: 'Bitte löschen Sie auch, was Sie selbst davon aufgeschrieben oder gespeichert haben.',
    },
    forbidden: {
      title: 'Das ist in diesem Stand nicht möglich',
      text: 'Der Lead hat sich inzwischen verändert.',
    },
    final: {
      title: 'Das lässt sich nicht mehr rückgängig machen',
      text: 'Die zehn Minuten sind vorbei, oder der Lead liegt schon bei jemand anderem.',
    },
    invalid: { title: 'Die Eingabe ist unvollständig', text: 'Bitte prüfen Sie Ihre Angaben.' },
  },
};

const en: Words = {
  hot: 'Hot',
  states: {
    received: 'received',
    quarantined: 'in review',
    excluded: 'excluded',
    qualifying: 'in qualification',
    qualified: 'ripe',
    assigned: 'assigned, not accepted yet',
    accepted: 'accepted',
    opportunity: 'opportunity',
    won: 'won',
    lost: 'lost',
    dormant: 'dormant',
    merged: 'merged',
    erased: 'erased',
  },
  actions: {
    accept: 'Accept',
    decline: 'Decline',
    contacted: 'Contact made',
    return: 'Return to marketing',
    opportunity: 'Opportunity',
    won: 'Won',
    lost: 'Lost',
    note: 'Note',
  },
  facts: { ...factWords.en, address: 'Address', area: 'Area' },
  acts: {
    visit: 'Visited the website',
    'page-view': 'Looked at a page',
    'price-page': 'Looked at prices',
    'white-paper': 'Took a white paper',
    'webinar-sign-up': 'Signed up for a webinar',
    'mail-open': 'Opened a mail',
    'mail-click': 'Followed a link of a mail',
    nobody: 'was a program',
  },
  profile: {
    title: 'Profile',
    complete: 'Complete',
    next: 'to ask next',
    fact: 'Fact',
    value: 'Value',
    source: 'Source, age',
    missing: 'missing',
    themes: {
      interest: 'Interest',
      need: 'Need',
      status: 'Status of the person',
      resources: 'Resources',
      timing: 'Timing',
      industry: 'Industry',
      contacts: 'Contact',
    },
    names: {
      product: 'Product',
      lastName: 'Name',
      name: 'Name',
      birthDate: 'Birthday',
      street: 'Street',
      postcode: 'Postcode',
      city: 'City',
      country: 'Country',
    },
    checks: {
      'not-in-list': 'not a value of the list',
      passed: 'the day is over',
      'told-otherwise': 'before:',
      contradicts: 'does not fit:',
    },
  },
  sources: {
    colleagues: 'other leads of the organisation',
    questionnaire: 'questionnaire',
    qualify: 'qualified by the team',
    answer: 'recorded by the team',
    call: 'call',
    review: 'review',
    'privacy-page': 'correction by the person',
    merged: 'second lead of the same person',
  },
  nothingFound: 'nothing found',
  values: {
    decider: 'decides',
    buyer: 'buys',
    influencer: 'influences',
    user: 'uses',
    unknown: 'unknown',
    concrete: 'concrete',
    general: 'general',
    none: 'none',
  },
  clocks: {
    entry: 'Entry',
    fulfilment: 'Answer to the inquiry',
    review: 'Review',
    routing: 'Routing',
    acceptance: 'Acceptance',
    'first-contact': 'First contact',
    feedback: 'Feedback',
    requalification: 'Requalification',
    rights: 'Rights of the person',
    notice: 'Notice of Art. 14 GDPR',
    complaint: 'Complaint',
    'by-hand': 'Decision by hand',
    'win-back': 'To be addressed again',
    nurture: 'Mail series',
    'loss-survey': 'Question for the reason',
  },
  steps: {
    again: 'asked for once more',
    remind: 'reminded',
    'tell-process-owner': 'process owner told',
    'next-owner': 'given to the next person',
    requalify: 'back to qualification',
    expire: 'decision by hand ends',
    'win-back': 'to be spoken to again',
    nurture: 'mail of the series',
    'ask-why': 'asked for the reason',
  },
  reasons: {
    'no-capacity': 'No capacity',
    'wrong-territory': 'Wrong territory',
    conflict: 'Conflict of interest',
    'not-ripe': 'Not ripe yet',
    'wrong-data': 'Data are wrong',
    'not-reachable': 'Not reachable',
    'wrong-product': 'Wrong product',
    'no-sign-of-life': 'No sign of life',
    'max-iterations': 'Enough rounds',
    'small-value': 'Too small a value',
    objection: 'Objection',
    rights: 'Request about own data',
    complaint: 'Complaint',
    competitor: 'Competitor',
    price: 'Price',
    'no-budget': 'No budget',
    'no-need': 'No need any more',
    'no-decision': 'No decision',
    other: 'Other reason',
    declined: 'declined',
    'not-accepted': 'not accepted',
    'not-contacted': 'no contact',
    'by-staff': 'by hand',
    'time-over': 'time is over',
    expired: 'time is over',
    'given-by-hand': 'assigned by hand',
    'win-back': 'win-back',
    repurchase: 'may buy again',
    service: 'Service',
    never: 'not to be contacted again',
    'as-planned': 'may be contacted again',
    'on-day': 'again from',
    'lost-no-more': 'no longer lost',
    'left-in-peace': 'wants to be left in peace',
    'no-consent': 'no consent',
    'no-address': 'no address',
    'not-in-rules': 'no longer in the rules',
    'too-many-mails': 'too many mails to this address',
    condition: 'condition does not hold',
    'template-missing': 'text missing',
    bounced: 'address does not work',
    stopped: 'series ended',
    'moved-on': 'no longer in qualification',
    'nothing-open': 'no question is open',
    'series-runs': 'a series of mails runs',
    'answer-follows': 'an answer is still to come',
    sent: 'sent',
    skipped: 'skipped',
    spam: 'Looks like spam',
    honeypot: 'Hidden field filled in',
    virus: 'Virus',
    unreadable: 'Cannot be read',
    'sender-unreadable': 'Sender not known',
    'sender-forged': 'Forged sender',
    'not-understood': 'Not understood',
    'needs-retrieval': 'Not fetched',
    'auto-reply': 'Automatic reply',
    bounce: 'Bounce',
    'doubtful-duplicate': 'Perhaps with sales already',
  },
  rights: {
    erasure: 'erasure',
    access: 'access',
    objection: 'objection',
    correction: 'correction',
  },
  events: {
    RightsRequested: 'Request about own data',
    RightsSettled: 'Request about own data settled',
    LeadErased: 'Data erased',
    ComplaintReceived: 'Complaint received',
    ComplaintAnswered: 'Complaint answered',
    InquiryReceived: 'Inquiry received',
    FactsChanged: 'Facts added',
    CustomerKnown: 'Known as a customer',
    FactsLookedUp: 'Facts looked up',
    ConsentChanged: 'Consent changed',
    NurtureBegun: 'Mail series begun',
    NurtureStepTaken: 'Mail of the series',
    QuestionsSent: 'Questionnaire by mail',
    LossSurveySent: 'Question for the reason by mail',
    LossSurveyAnswered: 'Answer about the reason',
    LeadScored: 'Scored',
    LeadQualified: 'Found ripe',
    LeadRequalified: 'Back in qualification',
    RoundBegun: 'Another round begun',
    InquiryAnswered: 'Inquiry answered',
    AnswerFailed: 'Answer not delivered',
    LeadAssigned: 'Assigned',
    OwnerReleased: 'Passed on',
    LeadAccepted: 'Accepted',
    ContactMade: 'Contact made',
    LeadReturned: 'Returned',
    OpportunityOpened: 'Opportunity',
    LeadWon: 'Won',
    LeadLost: 'Lost',
    CallMade: 'Call',
    NoteAdded: 'Note',
    BehaviourSeen: 'Behaviour',
    ClockStepTaken: 'Deadline reached',
    ActionTakenBack: 'Taken back',
    LeadExcluded: 'Excluded',
    LeadQuarantined: 'Put up for review',
    LeadMerged: 'Merged into another lead',
    DuplicateMerged: 'Merged with a second lead of the same person',
    MergeUndone: 'Merge undone',
    DuplicateSuspected: 'Perhaps the same person as another lead',
    DuplicateDismissed: 'Decided to be another person',
    ReviewDecided: 'Reviewed',
    InquiryReviewed: 'Inquiry reviewed',
    LeadParked: 'Waits for a free owner',
    LeadRested: 'At rest',
    ClockPaused: 'Deadline paused',
    ClockResumed: 'Deadline goes on',
    OverrideSet: 'Classed by hand',
    OverrideEnded: 'Classed by rule again',
  },
  next: {
    review: 'review',
    requalify: 'score again',
    call: 'call',
    assign: 'assign',
    accept: 'accept',
    contact: 'make contact',
    'report the outcome': 'report the outcome',
  },
  sections: {
    contact: 'Contact and facts',
    wish: 'Inquiries',
    lossSaid: 'What the person says of the loss',
    colleagues: 'Others of the company',
    somebody: 'Somebody',
    score: 'Score',
    behaviour: 'Behaviour',
    why: 'Why this lead is yours',
    clocks: 'Deadlines',
    history: 'History',
    more: 'Next steps',
    due: 'due',
    wasDue: 'was due',
    criterion: 'Criterion',
    rating: 'Rating',
    weight: 'Weight',
    points: 'Points',
    areaRank: 'rank',
    potential: { revenue: 'Possible revenue a year', contribution: 'Possible contribution a year' },
    sum: 'Sum',
    reason: 'Reason',
    note: 'Note (optional)',
    noteHint: 'What should be recorded?',
    missing: 'Missing facts (separated by commas)',
    missingHint: 'such as budget, decision date',
    volume: 'Expected volume in €',
    value: 'Order value in €',
    order: 'Order number',
    passedOver: 'passed over',
    standing: 'standing',
    done: 'Saved.',
    back: 'Back to the lead',
    takeBack: 'Take back',
    takeBackUntil: 'possible until',
    card: 'Save contact',
    attachments: 'Sent along',
    calendar: 'Deadline to calendar',
  },
  hindrances: {
    unknown: 'not in the directory',
    'had-it': 'had this lead already',
    language: 'does not speak the language',
    absent: 'absent',
    closed: 'outside working hours',
    'day-full': 'has the leads for the day',
    'hour-full': 'has the leads for the hour',
    'open-full': 'has as many open leads as agreed',
  },
  problems: {
    malformed: { title: 'This link is not valid', text: 'Please open the link from the mail once more.' },
    expired: { title: 'This link has expired', text: 'Please ask the process owner.' },
    superseded: {
      title: 'This lead has been passed on',
      text: 'It is no longer yours; there is nothing left for you to do.',
    },
    merged: {
      title: 'This lead became part of another one',
      text: 'It was the same person. The history goes on there; whoever has that lead sees this one too.',
    },
    erased: {
      title: 'The data of this person were erased',
      text: 'Please also delete what you noted or stored of them yourself.',
    },
    forbidden: { title: 'That is not possible now', text: 'The lead has changed in the meantime.' },
    final: {
      title: 'That cannot be taken back any more',
      text: 'The ten minutes are over, or the lead is with somebody else already.',
    },
    invalid: { title: 'Something is missing', text: 'Please check what you entered.' },
  },
};

/** What the owner's pages and mails say, in the language of the reader. */
export const words: Record<Language, Words> = { de, en };

/** Euros without cents, as the reader's language writes them. */
export function money(euros: number, language: Language): string {
  return new Intl.NumberFormat(language, {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 0,
  }).format(euros);
}
