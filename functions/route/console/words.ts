import type { Role } from '../../../shared/http/caller.ts';
import type { Language } from '../pages/words.ts';
import { callWords } from './call-words.ts';
import type { RefusalKind } from './refusal.ts';

interface Words {
  name: string;
  skip: string;
  pages: {
    board: string;
    review: string;
    clocks: string;
    calls: string;
    pools: string;
    search: string;
    imports: string;
    capture: string;
  };
  roles: Record<Role, string>;
  signOut: string;
  board: {
    empty: string;
    all: string;
    inState: string;
    newest: string;
    byPotential: string;
    outreach: string;
    looked: string;
    of: string;
    more: string;
  };
  table: {
    potential: string;
    person: string;
    company: string;
    owner: string;
    state: string;
    class: string;
    next: string;
    score: string;
  };
  classes: { cold: string; warm: string; hot: string };
  who: Record<string, string>;
  lead: {
    next: string;
    machines: string;
    actions: string;
    none: string;
    why: string;
    findings: string;
    history: string;
    rule: string;
    person: string;
    system: string;
    staff: string;
    crm: string;
  };
  staffActions: {
    approve: string;
    correct: string;
    correctAndApprove: string;
    reject: string;
    callNote: string;
    callAt: string;
    qualify: string;
    byHand: string;
    pause: string;
    pauseUntil: string;
    resume: string;
    assign: string;
    owner: string;
    until: string;
    override: string;
    decision: string;
    reason: string;
    byRule: string;
    exclude: string;
    exclusion: string;
    holds: string;
    settled: string;
    refused: string;
    settleUntil: string;
    result: string;
    text: string;
    keep: string;
    erase: string;
    eraseMeans: string;
    eraseSure: string;
  };
  results: Record<string, string>;
  setAside: {
    title: string;
    intro: string;
    ofLead: string;
    untitled: string;
    message: string;
    reject: string;
    away: string;
    awayIntro: string;
    noneAway: string;
  };
  review: { empty: string; intro: string; nothingSaid: string; reason: string };
  clocks: {
    intro: string;
    empty: string;
    clock: string;
    state: string;
    pastLimit: string;
    pastTarget: string;
    soon: string;
    target: string;
    limit: string;
    more: string;
    incomplete: string;
  };
  pools: {
    intro: string;
    member: string;
    weight: string;
    share: string;
    entitled: string;
    got: string;
    standing: string;
    today: string;
    here: string;
    away: string;
    note: string;
    /** What stands above the leads that wait for a pool. */
    waiting: string;
    longest: string;
    perDay: string;
    noLimit: string;
    backlog: string;
    days: string;
    unknown: string;
    waits: string;
  };
  search: { label: string; hint: string; submit: string; none: string; found: string; incomplete: string };
  refusals: Record<RefusalKind, { title: string; text: string }>;
  signIn: string;
  saved: string;
}

const de: Words = {
  name: 'Leitwerk',
  skip: 'Zum Inhalt',
  pages: {
    board: 'Leads',
    review: 'Prüfung',
    clocks: 'Fristen',
    calls: 'Anrufe',
    pools: 'Verteilung',
    search: 'Suche',
    imports: 'Listen',
    capture: 'Erfassen',
  },
  roles: {
    'process-owner': 'Prozessverantwortung',
    marketing: 'Marketing',
    'call-agent': 'Telefon',
    member: 'Vertrieb',
    partner: 'Partner',
  },
  signOut: 'Abmelden',
  board: {
    empty: 'Kein Lead',
    all: 'Alle anzeigen',
    inState: 'in diesem Stand',
    newest: 'Dringendste zuerst',
    byPotential: 'Nach Potenzial',
    outreach: 'Wen ansprechen: das größte Potenzial zuerst',
    looked: 'Leads angesehen; alle listet',
    of: 'Leads von',
    more: 'Weitere',
  },
  table: {
    potential: 'Potenzial im Jahr',
    person: 'Person',
    company: 'Unternehmen',
    owner: 'Besitzer',
    state: 'Stand',
    class: 'Klasse',
    next: 'Nächster Schritt',
    score: 'Punkte',
  },
  classes: { cold: 'kalt', warm: 'warm', hot: 'heiß' },
  who: { marketing: 'Marketing', 'process-owner': 'Prozessverantwortung', 'call-agent': 'Telefon' },
  lead: {
    next: 'Als Nächstes',
    machines: 'von Maschinen, zählt nicht',
    actions: 'Was möchten Sie tun?',
    none: 'In diesem Stand ist mit Ihrer Rolle nichts zu tun.',
    why: 'Warum dieser Besitzer',
    findings: 'Auffälligkeiten',
    history: 'Verlauf',
    rule: 'Regel',
    person: 'die Person selbst',
    system: 'Leitwerk',
    staff: 'Team',
    crm: 'CRM',
  },
  staffActions: {
    approve: 'Freigeben',
    correct: 'Angaben berichtigen',
    correctAndApprove: 'Berichtigen und freigeben',
    reject: 'Ausschließen',
    callNote: 'Anruf festhalten',
    callAt: 'Wieder anrufen am (freiwillig)',
    qualify: 'Angaben ergänzen',
    byHand: 'Von Hand beantwortet',
    pause: 'Frist anhalten',
    pauseUntil: 'Läuft weiter nach dem',
    resume: 'Frist weiterlaufen lassen',
    assign: 'Zuweisen',
    owner: 'An wen',
    until: 'Gilt bis (freiwillig)',
    override: 'Von Hand einstufen',
    decision: 'Klasse',
    reason: 'Warum',
    byRule: 'nach Regel',
    exclude: 'Von Hand ausschließen',
    exclusion: 'Kürzel des Grundes, etwa competitor',
    holds: 'Von Hand eingestuft',
    settled: 'Erledigt',
    refused: 'Abgelehnt, mit Begründung an die Person',
    settleUntil: 'zu erledigen bis',
    result: 'Ergebnis',
    text: 'Notiz (freiwillig)',
    keep: 'Leere Felder bleiben, wie sie sind.',
    erase: 'Alle Daten der Person löschen',
    eraseMeans:
      'Alles, was über die Person gespeichert ist, wird sofort gelöscht, auch Anhänge und zusammengeführte Leads. Was das Gesetz aufzubewahren verlangt, kommt ins Archiv. Für die Statistik bleibt eine Zeile ohne Angaben zur Person.',
    eraseSure: 'Ich weiß, dass sich das nicht rückgängig machen lässt.',
  },
  results: callWords.de.results,
  setAside: {
    title: 'Einzelne Anfragen',
    intro:
      'Sie gehören zu niemandem, oder zu jemandem, der schon bekannt ist: Was in ihnen steht, zählt noch nicht.',
    ofLead: 'Zum Lead',
    untitled: 'Ohne Betreff',
    message: 'Worum es geht',
    reject: 'Verwerfen',
    away: 'Weggelegt',
    awayIntro:
      'Was verworfen wurde oder worauf niemand zu warten schien. 30 Tage lang lässt es sich zurückholen.',
    noneAway: 'Nichts liegt hier.',
  },
  review: {
    empty: 'Nichts zu prüfen.',
    intro:
      'Diese Anfragen sind auffällig. Freigegebene gehen in die Qualifizierung, ausgeschlossene nicht weiter.',
    nothingSaid: 'Ohne Text',
    reason: 'Grund',
  },
  clocks: {
    intro: 'Laufende Fristen, deren Ziel vorbei ist oder in den nächsten 24 Stunden liegt.',
    empty: 'Keine Frist ist in Gefahr.',
    clock: 'Frist',
    state: 'Lage',
    pastLimit: 'Frist verpasst',
    pastTarget: 'Ziel verpasst',
    soon: 'bald fällig',
    target: 'Ziel',
    limit: 'Ende',
    more: 'Weitere, die später fällig sind',
    incomplete: 'Je Stand wurden nur die ersten 500 Leads angesehen.',
  },
  pools: {
    intro:
      'Anspruch = Anteil nach Gewicht an allen verteilten Leads, so lange die Person verfügbar war. Guthaben = Anspruch − erhalten; es bleibt unter einem Lead, solange dieselben Personen verfügbar sind.',
    member: 'Person',
    weight: 'Gewicht',
    share: 'Anteil',
    entitled: 'Anspruch',
    got: 'Erhalten',
    standing: 'Guthaben',
    today: 'Heute',
    here: 'da',
    away: 'abwesend bis',
    note: 'Sie sehen Ihre eigene Zeile.',
    waiting: 'Leads warten',
    longest: 'längste Wartezeit',
    perDay: 'Aufnahme am Tag',
    noLimit: 'ohne Grenze',
    backlog: 'Rückstand',
    days: 'Tage, heute mitgezählt',
    unknown: 'nicht absehbar',
    waits: 'Wartet',
  },
  search: {
    label: 'Leads suchen',
    hint: 'Name, Firma, E-Mail, Ort, Nummer',
    submit: 'Suchen',
    none: 'Nichts gefunden.',
    found: 'Treffer',
    incomplete:
      'Es wurden nur die neuesten 2.000 Leads angesehen. E-Mail-Adressen und Nummern werden immer gefunden.',
  },
  refusals: {
    'sign-in': {
      title: 'Bitte melden Sie sich an',
      text: 'Ihre Sitzung ist abgelaufen. Nichts wurde gespeichert.',
    },
    role: { title: 'Das darf Ihre Rolle nicht', text: 'Bitte wenden Sie sich an die Prozessverantwortung.' },
    foreign: {
      title: 'Das Formular gilt nicht mehr',
      text: 'Sie haben sich inzwischen neu angemeldet, oder es kam nicht von unserer Seite. Nichts wurde gespeichert. Bitte laden Sie die Seite neu.',
    },
    unknown: { title: 'Diesen Lead gibt es nicht', text: 'Oder er liegt bei jemand anderem.' },
    erased: {
      title: 'Die Daten dieser Person sind gelöscht',
      text: 'Für die Statistik bleibt eine Zeile ohne Angaben zur Person.',
    },
    forbidden: {
      title: 'Das ist in diesem Stand nicht möglich',
      text: 'Der Lead hat sich inzwischen verändert.',
    },
    invalid: { title: 'Die Eingabe ist unvollständig', text: 'Bitte prüfen Sie Ihre Angaben.' },
  },
  signIn: 'Anmelden',
  saved: 'Gespeichert.',
};

const en: Words = {
  name: 'Leitwerk',
  skip: 'Skip to content',
  pages: {
    board: 'Leads',
    review: 'Review',
    clocks: 'Deadlines',
    calls: 'Calls',
    pools: 'Distribution',
    search: 'Search',
    imports: 'Lists',
    capture: 'Capture',
  },
  roles: {
    'process-owner': 'Process owner',
    marketing: 'Marketing',
    'call-agent': 'Call agent',
    member: 'Sales',
    partner: 'Partner',
  },
  signOut: 'Sign out',
  board: {
    empty: 'No lead',
    all: 'Show all',
    inState: 'in this state',
    newest: 'Most urgent first',
    byPotential: 'By potential',
    outreach: 'Whom to go up to: the largest potential first',
    looked: 'leads looked at; all are listed by',
    of: 'Leads of',
    more: 'More',
  },
  table: {
    potential: 'Potential a year',
    person: 'Person',
    company: 'Company',
    owner: 'Owner',
    state: 'State',
    class: 'Class',
    next: 'Next step',
    score: 'Points',
  },
  classes: { cold: 'cold', warm: 'warm', hot: 'hot' },
  who: { marketing: 'Marketing', 'process-owner': 'Process owner', 'call-agent': 'Call agent' },
  lead: {
    next: 'Next',
    machines: 'by machines, does not count',
    actions: 'What would you like to do?',
    none: 'There is nothing to do with your role in this state.',
    why: 'Why this owner',
    findings: 'Findings',
    history: 'History',
    rule: 'rule',
    person: 'the person',
    system: 'Leitwerk',
    staff: 'staff',
    crm: 'CRM',
  },
  staffActions: {
    approve: 'Approve',
    correct: 'Correct the data',
    correctAndApprove: 'Correct and approve',
    reject: 'Exclude',
    callNote: 'Record a call',
    callAt: 'Call again at (optional)',
    qualify: 'Add facts',
    byHand: 'Answered by hand',
    pause: 'Pause a deadline',
    pauseUntil: 'Goes on after',
    resume: 'Let a deadline go on',
    assign: 'Assign',
    owner: 'To whom',
    until: 'Holds until (optional)',
    override: 'Class by hand',
    decision: 'Class',
    reason: 'Why',
    byRule: 'by rule',
    exclude: 'Exclude by hand',
    exclusion: 'Code of the reason, such as competitor',
    holds: 'Classed by hand',
    settled: 'Settled',
    refused: 'Refused, the person knows why',
    settleUntil: 'to be settled by',
    result: 'Result',
    text: 'Note (optional)',
    keep: 'Fields left empty stay as they are.',
    erase: 'Erase all data of the person',
    eraseMeans:
      'All that is kept about the person is erased at once, attachments and merged leads too. What the law makes us keep goes into the archive. A row without anything about the person stays for the statistics.',
    eraseSure: 'I know that this cannot be undone.',
  },
  results: callWords.en.results,
  setAside: {
    title: 'Single inquiries',
    intro: 'They belong to nobody, or to somebody who is known already: nothing that they say counts yet.',
    ofLead: 'To the lead',
    untitled: 'No subject',
    message: 'What it is about',
    reject: 'Reject',
    away: 'Put away',
    awayIntro: 'What was rejected, or nobody seemed to wait for. It can be taken back for 30 days.',
    noneAway: 'Nothing is here.',
  },
  review: {
    empty: 'Nothing to review.',
    intro:
      'Something about these inquiries is odd. Approved ones go on to qualification, excluded ones go no further.',
    nothingSaid: 'Without text',
    reason: 'Reason',
  },
  clocks: {
    intro: 'Running deadlines whose target has passed or comes within 24 hours.',
    empty: 'No deadline is at risk.',
    clock: 'Deadline',
    state: 'Standing',
    pastLimit: 'limit missed',
    pastTarget: 'target missed',
    soon: 'due soon',
    target: 'Target',
    limit: 'Limit',
    more: 'More that are due later',
    incomplete: 'Only the first 500 leads of each state were looked at.',
  },
  pools: {
    intro:
      'Entitled = share by weight of all leads given out while the person was available. Standing = entitled − got; it stays below one lead while the same people are available.',
    member: 'Person',
    weight: 'Weight',
    share: 'Share',
    entitled: 'Entitled',
    got: 'Got',
    standing: 'Standing',
    today: 'Today',
    here: 'here',
    away: 'away until',
    note: 'You see your own line.',
    waiting: 'leads wait',
    longest: 'longest wait',
    perDay: 'taken on a day',
    noLimit: 'without limit',
    backlog: 'backlog',
    days: 'days, today included',
    unknown: 'cannot be told',
    waits: 'Waits',
  },
  search: {
    label: 'Search leads',
    hint: 'Name, company, e-mail, place, id',
    submit: 'Search',
    none: 'Nothing found.',
    found: 'Found',
    incomplete: 'Only the newest 2,000 leads were looked at. E-mail addresses and numbers are always found.',
  },
  refusals: {
    'sign-in': { title: 'Please sign in', text: 'Your session has ended. Nothing was saved.' },
    role: { title: 'Your role may not do this', text: 'Please ask the process owner.' },
    foreign: {
      title: 'This form is no longer valid',
      text: 'You have signed in again meanwhile, or it did not come from our page. Nothing was saved. Please load the page again.',
    },
    unknown: { title: 'There is no such lead', text: 'Or somebody else has it.' },
    erased: {
      title: 'The data of this person were erased',
      text: 'A row without anything about the person stays for the statistics.',
    },
    forbidden: { title: 'That is not possible now', text: 'The lead has changed in the meantime.' },
    invalid: { title: 'Something is missing', text: 'Please check what you entered.' },
  },
  signIn: 'Sign in',
  saved: 'Saved.',
};

/** What the console says, in the language of the reader. */
export const words: Record<Language, Words> = { de, en };
