import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../../../shared/adapters/memory/default-rules.ts';
import { HookSource, hookTools } from '../../../../shared/rules/hooks.ts';
import { readAny } from '../../read-body.ts';
import { understandHook } from '../../understand-hook.ts';
import { fieldAsked } from './question.ts';
import tools from './tools.json' with { type: 'json' };
import { guessSource, toolOf } from './tools.ts';

const now = '2026-11-24T09:00:00.000Z';
const intake = defaultDocument('intake').document;

async function hook(body: unknown, source?: string, hooks: Record<string, HookSource> = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = /^[[{]/.test(text) ? 'application/json' : 'application/x-www-form-urlencoded';
  const read = await readAny(Buffer.from(text), type, { depth: 20, values: 20_000 });
  if (!read.ok) throw new Error(read.code);
  const named = source ?? guessSource(read.value);
  const tool = toolOf(named, hooks);
  if (!tool) throw new Error(`no tool ${named}`);
  const items = understandHook(read.value, { tool, source: named }, { intake, now, language: 'de' });
  return items.map(({ kind, understood, ...rest }) => {
    const { facts, text: message, subject, extra, utm, consents, capturedAt } = understood;
    return { source: named, kind, ...rest, ...facts, message, subject, extra, utm, consents, capturedAt };
  });
}

it('knows each tool that a source of the rules may be like, and no other', () => {
  expect(Object.keys(tools).sort()).toEqual([...hookTools].sort());
});

const anna = { firstName: 'Anna', lastName: 'Berg', email: 'anna.berg@firma.example', phone: '+49301234567' };
const wish = 'Wir brauchen zwanzig Lizenzen bis zum Frühjahr.';

const bodies: [string, unknown, object][] = [
  [
    'typeform',
    {
      event_type: 'form_response',
      form_response: {
        token: 'tf-1',
        submitted_at: '2026-11-23T10:00:00Z',
        definition: {
          title: 'Anfrage',
          fields: [
            { id: 'a', title: 'Wie lautet Ihr Vorname?', type: 'short_text' },
            { id: 'b', title: 'Und Ihr Nachname?', type: 'short_text' },
            {
              id: 'g',
              type: 'contact_info',
              properties: { fields: [{ id: 'c', title: 'E-Mail', type: 'email' }] },
            },
            { id: 'd', title: 'Unter welcher Nummer erreichen wir Sie?', type: 'phone_number' },
            { id: 'e', title: 'Was haben Sie vor?', type: 'long_text' },
            { id: 'f', title: 'Welche Farbe?', type: 'multiple_choice' },
          ],
        },
        answers: [
          { type: 'text', text: 'Anna', field: { id: 'a', type: 'short_text' } },
          { type: 'text', text: 'Berg', field: { id: 'b', type: 'short_text' } },
          { type: 'email', email: 'anna.berg@firma.example', field: { id: 'c', type: 'email' } },
          { type: 'phone_number', phone_number: '+49301234567', field: { id: 'd', type: 'phone_number' } },
          { type: 'text', text: wish, field: { id: 'e', type: 'long_text' } },
          {
            type: 'choices',
            choices: { labels: ['Blau', 'Rot'] },
            field: { id: 'f', type: 'multiple_choice' },
          },
        ],
        hidden: { utm_source: 'messe', kunde: '77' },
      },
    },
    {
      externalId: 'tf-1',
      subject: 'Anfrage',
      extra: { 'Welche Farbe?': ['Blau', 'Rot'], kunde: '77' },
      utm: { source: 'messe' },
    },
  ],
  [
    'hubspot',
    {
      vid: 4711,
      'portal-id': 1,
      properties: {
        firstname: { value: 'Anna' },
        lastname: { value: 'Berg' },
        email: { value: 'anna.berg@firma.example' },
        phone: { value: '030 1234567' },
        message: { value: wish },
        hs_object_id: { value: '4711' },
      },
      'form-submissions': [{ 'conversion-id': 'x', title: 'Kontakt', timestamp: 1795860000000 }],
    },
    { externalId: '4711', subject: 'Kontakt' },
  ],
  [
    'hubspot',
    {
      portalId: 1,
      submittedAt: 1795860000000,
      pageTitle: 'Kontakt',
      fields: [
        { name: 'firstname', value: 'Anna' },
        { name: 'lastname', value: 'Berg' },
        { name: 'email', value: 'anna.berg@firma.example' },
        { name: 'phone', value: '030 1234567' },
        { name: 'message', value: wish },
      ],
    },
    { subject: 'Kontakt', extra: {} },
  ],
  [
    'webflow',
    {
      name: 'Kontakt',
      site: '5f',
      data: {
        Vorname: 'Anna',
        Nachname: 'Berg',
        'E-Mail': 'anna.berg@firma.example',
        Telefon: '030 1234567',
        Nachricht: wish,
      },
      d: '2026-11-23T10:00:00.000Z',
      _id: 'wf-1',
    },
    { externalId: 'wf-1', subject: 'Kontakt', capturedAt: '2026-11-23T10:00:00.000Z' },
  ],
  [
    'contact-form-7',
    `_wpcf7=12&_wpcf7_unit_tag=x&your-name=Anna+Berg&your-email=anna.berg%40firma.example&tel-619=030+1234567&your-message=${encodeURIComponent(wish)}&your-subject=Lizenzen`,
    { subject: 'Lizenzen', extra: {} },
  ],
  [
    'gravity-forms',
    {
      id: '88',
      form_id: '3',
      date_created: '2026-11-23 10:00:00',
      ip: '192.0.2.1',
      '1.3': 'Anna',
      '1.6': 'Berg',
      '2': 'anna.berg@firma.example',
      '3': '030 1234567',
      '4': wish,
      '5.1': 'Weg 1',
      '5.3': 'Berlin',
      '5.5': '10115',
    },
    {
      externalId: '88',
      street: 'Weg 1',
      city: 'Berlin',
      postcode: '10115',
      capturedAt: '2026-11-23T10:00:00.000Z',
      extra: {},
    },
  ],
  [
    'elementor',
    [
      'form[id]=a1&form[name]=Kontakt',
      'fields[name][id]=name&fields[name][type]=text&fields[name][title]=Name&fields[name][value]=Anna+Berg&fields[name][raw_value]=Anna+Berg',
      'fields[email][id]=email&fields[email][type]=email&fields[email][title]=E-Mail&fields[email][value]=anna.berg@firma.example',
      'fields[field_1][id]=field_1&fields[field_1][type]=tel&fields[field_1][title]=R%C3%BCckruf&fields[field_1][value]=030+1234567',
      `fields[field_2][id]=field_2&fields[field_2][type]=textarea&fields[field_2][title]=Worum+geht+es&fields[field_2][value]=${encodeURIComponent(wish)}`,
      'meta[remote_ip][title]=Remote+IP&meta[remote_ip][value]=192.0.2.1',
    ].join('&'),
    { subject: 'Kontakt', extra: {} },
  ],
  [
    'netlify',
    {
      payload: {
        id: 'nl-1',
        form_name: 'kontakt',
        created_at: '2026-11-23T10:00:00.000Z',
        ordered_human_fields: [],
        data: {
          name: 'Anna Berg',
          email: 'anna.berg@firma.example',
          telefon: '030 1234567',
          anliegen: wish,
          ip: '192.0.2.1',
          user_agent: 'x',
        },
      },
    },
    { externalId: 'nl-1', subject: 'kontakt', extra: {} },
  ],
  [
    'formspree',
    {
      form: 'xyz',
      keys: ['name', 'email'],
      submission: {
        _date: '2026-11-23T10:00:00.000Z',
        name: 'Anna Berg',
        _replyto: 'anna.berg@firma.example',
        phone: '030 1234567',
        message: wish,
      },
    },
    { capturedAt: '2026-11-23T10:00:00.000Z', extra: {} },
  ],
  [
    'tally',
    {
      eventType: 'FORM_RESPONSE',
      data: {
        responseId: 'ta-1',
        formId: 'f',
        formName: 'Kontakt',
        createdAt: '2026-11-23T10:00:00.000Z',
        fields: [
          { key: 'q1', label: 'Ihr Name', type: 'INPUT_TEXT', value: 'Anna Berg' },
          { key: 'q2', label: 'Wohin antworten?', type: 'INPUT_EMAIL', value: 'anna.berg@firma.example' },
          { key: 'q3', label: 'Rückruf', type: 'INPUT_PHONE_NUMBER', value: '+49301234567' },
          { key: 'q4', label: 'Was noch?', type: 'TEXTAREA', value: wish },
          {
            key: 'q5',
            label: 'Thema am Stand',
            type: 'MULTIPLE_CHOICE',
            value: ['o2'],
            options: [
              { id: 'o1', text: 'A' },
              { id: 'o2', text: 'B' },
            ],
          },
          { key: 'q6', label: 'Leer', type: 'INPUT_TEXT', value: null },
        ],
      },
    },
    { externalId: 'ta-1', subject: 'Kontakt', extra: { 'Thema am Stand': 'B' } },
  ],
  [
    'jotform',
    `formID=1&submissionID=5308741572752112119&formTitle=Kontakt&ip=192.0.2.1&rawRequest=${encodeURIComponent(
      JSON.stringify({
        slug: 'submit/1',
        q3_name: { first: 'Anna', last: 'Berg' },
        q4_email: 'anna.berg@firma.example',
        q5_phoneNumber: { area: '030', phone: '1234567' },
        q6_typeYour: wish,
        q7_address: { addr_line1: 'Weg 1', city: 'Berlin', postal: '10115', country: 'Germany' },
        q8_message: wish,
      }),
    )}`,
    {
      externalId: '5308741572752112119',
      subject: 'Kontakt',
      street: 'Weg 1',
      city: 'Berlin',
      postcode: '10115',
      country: 'DE',
    },
  ],
  [
    'google-forms',
    {
      namedValues: {
        Zeitstempel: ['24.11.2026 09:00:00'],
        'Vor- und Nachname': ['Anna Berg'],
        'E-Mail-Adresse': ['anna.berg@firma.example'],
        Telefonnummer: ['030 1234567'],
        'Wie können wir Ihnen helfen?': [wish],
      },
    },
    { extra: {} },
  ],
  [
    'meta',
    {
      id: '1234567890123456789',
      created_time: '2026-11-23T10:00:00+0000',
      campaign_name: 'Herbst',
      ad_id: '9',
      field_data: [
        { name: 'full_name', values: ['Anna Berg'] },
        { name: 'email', values: ['anna.berg@firma.example'] },
        { name: 'phone_number', values: ['+49301234567'] },
        { name: 'wie_können_wir_helfen?', values: [wish] },
      ],
    },
    { externalId: '1234567890123456789', campaign: 'Herbst', channel: 'ad_form', extra: {} },
  ],
  [
    'google-ads',
    '{"lead_id":"ga-1","form_id":40000000000000000001,"campaign_id":90071992547409931,"google_key":"k","is_test":false,"gcl_id":"g","user_column_data":[{"column_id":"FIRST_NAME","string_value":"Anna"},{"column_id":"LAST_NAME","string_value":"Berg"},{"column_id":"WORK_EMAIL","string_value":"anna.berg@firma.example"},{"column_id":"PHONE_NUMBER","string_value":"+49301234567"},{"column_id":"was_haben_sie_vor?","column_name":"Ihre Nachricht","string_value":"Wir brauchen zwanzig Lizenzen bis zum Frühjahr."}]}',
    { externalId: 'ga-1', campaign: '90071992547409931', utm: { gclid: 'g', form: '40000000000000000001' } },
  ],
  [
    'linkedin',
    {
      id: 'li-1',
      submittedAt: 1795860000000,
      testLead: false,
      leadMetadataInfo: { sponsoredLeadMetadataInfo: { campaign: { name: 'Herbst' } } },
      form: {
        name: 'Demo',
        content: {
          questions: [
            { questionId: 1, predefinedField: 'FIRST_NAME' },
            { questionId: 2, predefinedField: 'LAST_NAME' },
            { questionId: 3, predefinedField: 'WORK_EMAIL' },
            { questionId: 4, predefinedField: 'WORK_PHONE_NUMBER' },
            { questionId: 5, question: { localized: { de_DE: 'Ihre Nachricht' } } },
            {
              questionId: 6,
              question: { localized: { de_DE: 'Hausfarbe' } },
              questionDetails: {
                multipleChoiceQuestionDetails: {
                  options: [{ id: 1, text: { localized: { de_DE: 'Blau' } } }],
                },
              },
            },
          ],
        },
      },
      formResponse: {
        answers: [
          ...['Anna', 'Berg', 'anna.berg@firma.example', '+49301234567', wish].map((answer, i) => {
            return { questionId: i + 1, answerDetails: { textQuestionAnswer: { answer } } };
          }),
          { questionId: 6, answerDetails: { multipleChoiceAnswer: { options: [1] } } },
        ],
      },
    },
    { externalId: 'li-1', campaign: 'Herbst', extra: { Hausfarbe: 'Blau' } },
  ],
];

describe('the tools that are known by name (R38)', () => {
  it.each(bodies)(
    '%s: body %# tells who writes and what they want (R34, R48)',
    async (source, body, more) => {
      const [lead, ...others] = await hook(body);
      expect(others).toEqual([]);
      expect(lead).toMatchObject({ source, kind: 'inquiry', ...anna, message: wish, ...more });
    },
  );
});

describe('leads that are none yet, or never', () => {
  it.each([
    {
      lead_id: 't',
      is_test: true,
      user_column_data: [{ column_id: 'EMAIL', string_value: 'test@firma.example' }],
    },
    {
      id: 't',
      field_data: [
        { name: 'email', values: ['test@meta.com'] },
        { name: 'full_name', values: ['<test lead: dummy data for full_name>'] },
      ],
    },
    { id: 't', testLead: true, formResponse: { answers: [{ name: 'email', answer: 'test@firma.example' }] } },
  ])('a test of the tool is set aside (%#)', async (body) => {
    expect(await hook(body)).toMatchObject([{ kind: 'ignored', reason: 'test-lead', externalId: 't' }]);
  });

  it('a body with ids alone names each lead once, with the id exact', async () => {
    const change = (id: string) =>
      `{"field":"leadgen","value":{"leadgen_id":${id},"created_time":1795860000}}`;
    const one = '9007199254740993001';
    const body = `{"object":"page","entry":[{"changes":[${change(one)},${change('9007199254740993002')},${change(one)}]}]}`;
    const found = await hook(body);
    expect(found.map(({ kind, externalId }) => ({ kind, externalId }))).toEqual([
      { kind: 'nobody', externalId: one },
      { kind: 'nobody', externalId: '9007199254740993002' },
    ]);
  });

  it('a body without anybody in it waits for a person', async () => {
    expect(await hook({ hello: 'world' }, 'form')).toMatchObject([
      { kind: 'nobody', reason: 'not-understood' },
    ]);
  });
});

describe('a source of the rules', () => {
  it('is one entry: the tool that it is like, and the names that this form uses', async () => {
    const messe = HookSource.parse({
      like: 'gravity-forms',
      channel: 'trade_fair',
      names: { '7': 'company', '8': '', '10': 'extra.Kundennummer', '11': 'utm.stand' },
    });
    const body = {
      id: '1',
      '1.3': 'Anna',
      '1.6': 'Berg',
      '2': 'anna.berg@firma.example',
      '7': 'Firma AG',
      '8': 'x',
      '9': wish,
      '10': 'K-17',
      '11': 'B12',
    };
    expect(await hook(body, 'messe', { messe })).toMatchObject([
      {
        source: 'messe',
        channel: 'trade_fair',
        company: 'Firma AG',
        message: wish,
        extra: { Kundennummer: 'K-17' },
        utm: { stand: 'B12' },
      },
    ]);
  });

  it('reads a shape that no tool has by its paths', async () => {
    const own = HookSource.parse({
      leads: 'rows[]',
      fields: ['person'],
      about: { externalId: 'no', message: 'note' },
    });
    const row = (no: number) => ({
      no,
      note: wish,
      person: { vorname: 'Anna', nachname: 'Berg', mail: `a${no}@firma.example` },
    });
    expect(await hook({ rows: [row(1), row(2), row(1)] }, 'own', { own })).toMatchObject([
      { externalId: '1', email: 'a1@firma.example', message: wish },
      { externalId: '2', email: 'a2@firma.example' },
    ]);
  });

  it('like a tool that nobody knows is no source', () => {
    expect(toolOf('x', { x: { like: 'nonsense' } })).toBeNull();
    expect(toolOf('__proto__', {})).toBeNull();
  });
});

describe('bodies as the tools describe them', () => {
  it('fetches the contacts that HubSpot names, however it describes the change, and nothing else', async () => {
    const named = { portalId: 1, occurredAt: 1795860000000, objectId: 9007199254740992 };
    const changes = [
      {
        ...named,
        subscriptionType: 'contact.creation',
        changeFlag: 'NEW',
        changeSource: 'CRM_UI',
        sourceId: 'userId:4',
      },
      { ...named, subscriptionType: 'object.creation', objectTypeId: '0-1', objectId: 2 },
      { ...named, subscriptionType: 'object.creation', objectTypeId: '0-3', objectId: 3 },
      { ...named, subscriptionType: 'deal.creation', objectId: 4 },
      { ...named, subscriptionType: 'contact.deletion', changeFlag: 'DELETED', objectId: 5 },
    ];
    const [named1, named2, ...others] = await hook(changes, 'hubspot');
    expect([named1, named2]).toMatchObject([
      { reason: 'needs-retrieval', externalId: '9007199254740992' },
      { reason: 'needs-retrieval', externalId: '2' },
    ]);
    expect(others).toMatchObject(Array(3).fill({ kind: 'ignored', reason: 'no-lead' }));
  });

  it('fetches no lead of LinkedIn that is taken away, and takes no other news of Webflow for a form', async () => {
    const gone = {
      leadGenFormResponse: 'urn:li:leadGenFormResponse:a',
      leadAction: 'DELETED',
      occurredAt: 1,
    };
    expect(await hook(gone, 'linkedin')).toMatchObject([{ kind: 'ignored', reason: 'no-lead' }]);
    const published = {
      triggerType: 'site_publish',
      payload: { site: '1', user: { displayName: 'Anna Berg' } },
    };
    expect(await hook(published, 'webflow')).toMatchObject([{ kind: 'ignored', reason: 'no-lead' }]);
  });

  it('takes a file that somebody sent for no name, and a box that was ticked for a consent', async () => {
    const field = (label: string, type: string, value: unknown) => ({ key: label, label, type, value });
    const file = (name: string) => ({
      id: name,
      name,
      url: `https://files.example/${name}`,
      mimeType: 'x/y',
      size: 1,
    });
    const fields = [
      field('Anlage', 'FILE_UPLOAD', [file('a.pdf')]),
      field('Bilder', 'FILE_UPLOAD', [file('b.png'), file('c.png')]),
      field('Wie heißen Sie?', 'INPUT_TEXT', 'Anna Berg'),
      field('E-Mail', 'INPUT_EMAIL', 'anna.berg@firma.example'),
      { ...field('Consent', 'CHECKBOXES', ['c1']), options: [{ id: 'c1', text: 'I agree' }] },
      field('Consent (I agree)', 'CHECKBOXES', true),
    ];
    const body = { data: { responseId: 'r', formId: 'f', fields } };
    expect(await hook(body, 'tally')).toMatchObject([
      {
        name: 'Anna Berg',
        extra: {
          Anlage: 'https://files.example/a.pdf',
          Bilder: ['https://files.example/b.png', 'https://files.example/c.png'],
        },
        consents: { contact: { given: true } },
      },
    ]);
  });

  it('tells the consent of Gravity Forms from the parts of a name', async () => {
    const body = {
      id: '1',
      form_id: '3',
      '1.3': 'Anna',
      '1.6': 'Berg',
      '2': 'anna.berg@firma.example',
      '7.1': '1',
      '7.2': 'Ich stimme zu',
      '7.3': '5',
    };
    const [lead] = await hook(body, 'gravity-forms');
    expect(lead).toMatchObject({ name: 'Anna Berg', extra: { 'Ich stimme zu': '1' } });
    expect(lead?.extra).not.toHaveProperty('firstName');
    expect(lead?.extra).not.toHaveProperty('salutation');
  });

  it('asks the readable text of Jotform only where it sends nothing better', async () => {
    const pretty = 'Name:Anna Berg, E-Mail:anna.berg@firma.example, Nachricht:Hallo, ich möchte: ein Angebot';
    const rawRequest = JSON.stringify({
      q3_name: { first: 'Anna', last: 'Berg' },
      q4_email: 'anna.berg@firma.example',
      q7_nachricht: 'Hallo, ich möchte: ein Angebot',
    });
    const [whole] = await hook({ formID: '1', submissionID: '2', pretty, rawRequest }, 'jotform');
    expect(whole).toMatchObject({ message: 'Hallo, ich möchte: ein Angebot', extra: {} });
    expect(await hook({ formID: '1', submissionID: '2', pretty }, 'jotform')).toMatchObject([
      { name: 'Anna Berg' },
    ]);
  });

  it('keeps what was agreed to in the forms of Meta and LinkedIn', async () => {
    const meta = {
      id: '1',
      field_data: [{ name: 'email', values: ['anna.berg@firma.example'] }],
      custom_disclaimer_responses: [{ checkbox_key: 'newsletter_ok', is_checked: '1' }],
    };
    expect(await hook(meta, 'meta')).toMatchObject([{ extra: { newsletter_ok: '1' } }]);
    const linkedin = {
      id: '2',
      formResponse: {
        answers: [
          {
            questionId: 1,
            name: 'emailAddress',
            answerDetails: { textQuestionAnswer: { answer: 'anna.berg@firma.example' } },
          },
        ],
        consentResponses: [{ consentId: 49, accepted: true }],
      },
      form: {
        content: {
          legalInfo: { consents: [{ id: 49, consent: { localized: { de_DE: 'Ja, gern per Mail' } } }] },
        },
      },
    };
    expect(await hook(linkedin, 'linkedin')).toMatchObject([{ extra: { 'Ja, gern per Mail': true } }]);
  });
});

describe('a question', () => {
  it.each([
    ['What is your first name?', 'Anna', 'firstName'],
    ['Bitte geben Sie Ihre E-Mail-Adresse an', 'a@firma.example', 'email'],
    ['Bitte geben Sie Ihre E-Mail-Adresse an', 'keine', null],
    ['Patient Name', 'Anna Berg', 'name'],
    ['Name of the dog', 'Rex', null],
    ['Company Name', 'Firma AG', 'company'],
    ['Email 2', 'a@firma.example', 'email'],
    ['How can we help you?', 'Mit Lizenzen', 'message'],
    ['Do you have a favourite city?', false, null],
    ['Which of these cities is your favorite?', 'London', null],
    ['Für welches Unternehmen arbeiten Sie?', 'Firma AG', 'company'],
    ['Wie viele Mitarbeiter haben Sie?', '120', 'employees'],
    ['Unter welcher Nummer erreichen wir Sie?', '030 1234567', 'phone'],
    ['Wie können wir Sie erreichen?', '030 1234567', 'phone'],
    ['Wie können wir Sie am besten erreichen?', 'abends', 'message'],
    ['Wie dürfen wir Sie ansprechen?', 'Anna Berg', 'name'],
    ['In welchem Unternehmen arbeiten Sie?', 'Firma AG', 'company'],
    ['Für welches Produkt interessieren Sie sich?', 'Demo', 'product'],
  ])('"%s" answered "%s" asks for %s', (question, answer, field) => {
    expect(fieldAsked(question, answer)).toBe(field);
  });
});

describe('whatever comes', () => {
  const sources = [...new Set(bodies.map(([source]) => source))];
  const words = [
    '__proto__',
    'toString',
    'constructor',
    'fields',
    'data',
    'answers',
    'value',
    'name',
    'email',
    'extra',
    '1.3',
  ];
  const { part } = fc.letrec((tie) => ({
    part: fc.oneof(
      { depthSize: 'medium' },
      fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constantFrom('a@firma.example', '+49301234567')),
      fc.array(tie('part'), { maxLength: 4 }),
      fc.dictionary(fc.oneof(fc.constantFrom(...words), fc.string()), tie('part'), { maxKeys: 5 }),
    ),
  }));

  it('is understood or not, but never thrown, and changes no object', async () => {
    await fc.assert(
      fc.asyncProperty(part, fc.constantFrom(...sources), async (body, source) => {
        await hook([body], source);
      }),
      { numRuns: 500 },
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});
