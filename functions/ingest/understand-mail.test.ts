import { describe, expect, it } from 'vitest';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { eml, letter, multipart } from './mail-fixtures.ts';
import { readMail } from './read-mail.ts';
import { type Receipt, understandMail } from './understand-mail.ts';

const intake = { ...defaultDocument('intake').document, ownAddresses: ['anfragen@leitwerk.example'] };
const context = { intake, now: '2026-11-24T09:00:00.000Z', language: 'de' as const };
const receipt: Receipt = {
  spam: false,
  unproven: 'no',
  sender: 'anna.berg@firma.example',
  recipients: ['vertrieb@leitwerk.example'],
};

async function read(raw: Buffer, instead: Partial<Receipt> = {}) {
  return understandMail(await readMail(raw), { ...receipt, ...instead }, context);
}

async function understood(raw: Buffer, instead: Partial<Receipt> = {}) {
  const result = await read(raw, instead);
  if (result.kind !== 'inquiry') throw new Error(`${result.kind}: ${result.reason}`);
  return result.understood;
}

describe('a letter by mail', () => {
  it('tells who writes, from where, and what', async () => {
    const { facts, text, subject, channel, source, findings } = await understood(
      eml({ body: letter, subject: 'Neue Plattform' }),
    );
    expect(facts).toEqual({
      firstName: 'Anna',
      lastName: 'Berg',
      name: 'Anna Berg',
      email: 'anna.berg@firma.example',
      phone: '+49221123456',
      company: 'Firma Logistik GmbH & Co. KG',
      street: 'Domstraße 1',
      postcode: '50667',
      city: 'Köln',
      country: 'DE',
      language: 'de',
      channel: 'email',
    });
    expect(text).toBe(letter.split('\n\nMit freundlichen')[0]);
    expect({ subject, channel, source, findings }).toEqual({
      subject: 'Neue Plattform',
      channel: 'email',
      source: 'vertrieb@leitwerk.example',
      findings: [],
    });
  });

  it.each([
    [
      'windows-1252',
      multipart('alternative', [
        'Content-Type: text/plain; charset=windows-1252\nContent-Transfer-Encoding: quoted-printable\n\nBitte ein Angebot f=FCr 20 Pl=E4tze =80',
      ]),
      'Bitte ein Angebot für 20 Plätze €',
    ],
    [
      'HTML alone',
      eml({
        headers: { 'Content-Type': 'text/html; charset=utf-8' },
        body: '<style>p{}</style><p>Bitte ein <b>Angebot</b> für&nbsp;20 Plätze</p><img src="https://x.example/1.gif"><script>x()</script>',
      }),
      'Bitte ein Angebot für 20 Plätze',
    ],
    [
      'HTML with a quotation',
      eml({
        headers: { 'Content-Type': 'text/html' },
        body: '<div>Bitte ein Angebot</div><div class="gmail_quote"><div>Am Di., 3. Apr. 2026 um 10:00 Uhr schrieb V &lt;v@l.example&gt;:</div><blockquote>Hallo</blockquote></div>',
      }),
      'Bitte ein Angebot',
    ],
    [
      'base64',
      eml({
        headers: { 'Content-Transfer-Encoding': 'base64' },
        body: Buffer.from('Bitte ein Angebot für uns').toString('base64'),
      }),
      'Bitte ein Angebot für uns',
    ],
  ])('is read from %s', async (_, raw, text) => {
    expect((await understood(raw)).text).toBe(text);
  });

  it.each([
    ['Anna Berg <a@firma.example>', { name: 'Anna Berg' }],
    ['"Berg, Anna" <a@firma.example>', { firstName: 'Anna', lastName: 'Berg' }],
    ['=?UTF-8?Q?J=C3=BCrgen_Gro=C3=9F?= <a@firma.example>', { name: 'Jürgen Groß' }],
    ['Anna Berg via Kontakt <a@firma.example>', { name: 'Anna Berg' }],
    ['Firma Logistik GmbH <info@firma.example>', { company: 'Firma Logistik GmbH' }],
    ['a@firma.example', { email: 'a@firma.example' }],
    ['"a@firma.example" <a@firma.example>', { email: 'a@firma.example' }],
    ['Anna Berg <A.Berg@Müller.example>', { email: 'a.berg@xn--mller-kva.example' }],
  ])('from %s', async (from, facts) => {
    expect((await understood(eml({ from, body: 'Bitte ein Angebot' }))).facts).toMatchObject(facts);
  });

  it('that a colleague passes on is the inquiry of the one who wrote it', async () => {
    const body =
      'Kannst du das übernehmen?\n\nVon: Lena Vogt <lena.vogt@kunde.example>\nGesendet: heute\nAn: kollege@leitwerk.example\nBetreff: Preis\n\nWas kostet die Plattform?';
    const { facts, text } = await understood(
      eml({ from: 'Kollege <kollege@leitwerk.example>', subject: 'WG: Preis', body }),
    );
    expect(facts).toMatchObject({ name: 'Lena Vogt', email: 'lena.vogt@kunde.example' });
    expect(text).toBe('Was kostet die Plattform?');
  });

  const passedOn = (writer: string) =>
    `Zur Info, bitte antworten Sie ihr direkt.\n\nVon: ${writer}\nGesendet: heute\nAn: otto\nBetreff: Preis\n\nWir brauchen 20 Plätze.`;

  it("takes what a customer's own colleague passes on as the inquiry of the one who wrote it (R54)", async () => {
    const body = passedOn('Lena Vogt <lena.vogt@firma.example>');
    const { facts, text } = await understood(eml({ subject: 'WG: Preis', body }));
    expect(facts).toMatchObject({ name: 'Lena Vogt', email: 'lena.vogt@firma.example' });
    expect(text).toBe('Wir brauchen 20 Plätze.');
  });

  it.each([
    ['the own earlier mail', undefined, 'Anna Berg <anna.berg@firma.example>'],
    ['a mail of a stranger at the same mail provider', 'Otto <otto@gmail.com>', 'Lena <lena@gmail.com>'],
  ])('keeps as the own words: %s', async (_, from, writer) => {
    const mail = eml({ ...(from ? { from } : {}), subject: 'WG: Preis', body: passedOn(writer) });
    const { facts, text } = await understood(mail);
    expect(facts.email).toBe(from ? 'otto@gmail.com' : 'anna.berg@firma.example');
    expect(text).toContain('antworten Sie ihr direkt');
  });

  it('keeps what a customer passes on as his own words', async () => {
    const body =
      'Können Sie das auch?\n\nVon: Lena Vogt <lena.vogt@kunde.example>\nGesendet: heute\nAn: anna\nBetreff: Preis\n\nWir brauchen 20 Plätze.';
    const { facts, text } = await understood(eml({ subject: 'Fwd: Preis', body }));
    expect(facts.email).toBe('anna.berg@firma.example');
    expect(text).toContain('Wir brauchen 20 Plätze.');
  });
});

describe('the notice of a web form', () => {
  const body =
    'Name: Lena Vogt\nE-Mail: lena.vogt@kunde.example\nTelefon: 0221 123456\nPLZ: 50667\nNachricht: Bitte ein Angebot.';

  it.each([
    ['WordPress <wordpress@leitwerk.example>', {}],
    ['Kontaktformular <noreply@dienst.example>', { 'Reply-To': 'andere@kunde.example' }],
    ['Formular <vertrieb@leitwerk.example>', {}],
    ['Formular <noreply@dienst.example>', { 'Auto-Submitted': 'auto-generated' }],
    ['Formular <noreply@dienst.example>', { 'List-Unsubscribe': '<https://dienst.example/u>' }],
  ])('from %s %j is the inquiry of the person that it names', async (from, headers) => {
    const { facts, text } = await understood(eml({ from, headers, subject: 'Neue Anfrage', body }));
    expect(facts).toMatchObject({
      name: 'Lena Vogt',
      email: 'lena.vogt@kunde.example',
      phone: '+49221123456',
      postcode: '50667',
    });
    expect(text).toBe('Bitte ein Angebot.');
  });

  it('that names no address is answered at its Reply-To', async () => {
    const raw = eml({
      from: 'noreply@dienst.example',
      headers: { 'Reply-To': 'Lena Vogt <lena.vogt@kunde.example>' },
      body: 'Eine Anfrage nach der Plattform',
    });
    expect((await understood(raw)).facts).toMatchObject({
      name: 'Lena Vogt',
      email: 'lena.vogt@kunde.example',
    });
  });
});

describe('mail that nobody waits for an answer to', () => {
  const dsn = [
    'Content-Type: text/plain\n\nIhre Mail konnte nicht zugestellt werden',
    'Content-Type: message/delivery-status\n\nReporting-MTA: dns; x\n\nAction: failed\nStatus: 5.1.1',
    'Content-Type: message/rfc822\n\nFrom: vertrieb@leitwerk.example\nSubject: Angebot\n\nIhr Angebot',
  ];
  it.each([
    [
      'bounce',
      multipart('report', dsn, {
        from: 'Mail Delivery Subsystem <mailer-daemon@x.example>',
        subject: 'Undelivered Mail',
      }),
      '<>',
    ],
    ['bounce', multipart('mixed', dsn.slice(0, 2), { from: 'x@x.example' }), 'x@x.example'],
    ['bounce', eml({ from: 'MAILER-DAEMON@x.example', body: 'no such user' }), 'x@x.example'],
    ['bounce', eml({ from: 'postmaster@x.example' }), '<>'],
    ['bounce', eml({ subject: 'Unzustellbar: Angebot' }), '<>'],
    ['bounce', eml({ headers: { 'X-Failed-Recipients': 'a@b.example' } }), 'a@b.example'],
    ['complaint-report', multipart('report; report-type=feedback-report', dsn.slice(0, 1)), 'x@x.example'],
    ['receipt', multipart('report; report-type=disposition-notification', dsn.slice(0, 1)), 'x@x.example'],
    [
      'auto-reply',
      eml({ headers: { 'Auto-Submitted': 'auto-replied' }, body: 'Ich bin im Urlaub' }),
      'x@x.example',
    ],
    ['auto-reply', eml({ subject: 'Abwesenheitsnotiz: Ihr Angebot' }), 'x@x.example'],
    ['auto-reply', eml({ subject: 'Automatische Antwort: Ihr Angebot' }), 'x@x.example'],
    ['auto-reply', eml({ subject: 'Out of Office' }), 'x@x.example'],
    ['auto-reply', eml({ headers: { 'X-Autoreply': 'yes' } }), 'x@x.example'],
    ['auto-reply', eml({ headers: { 'Return-Path': '<>' } }), 'x@x.example'],
    [
      'calendar',
      eml({ headers: { 'Content-Type': 'text/calendar; method=REPLY' }, body: 'BEGIN:VCALENDAR' }),
      'x@x.example',
    ],
    ['mailing-list', eml({ headers: { 'List-Id': '<news.example>' }, body: 'Neues' }), 'x@x.example'],
    ['mailing-list', eml({ headers: { Precedence: 'bulk' }, body: 'Neues' }), 'x@x.example'],
    [
      'mailing-list',
      eml({ from: 'newsletter@handel.example', body: 'Jetzt sparen! Hier abmelden: …' }),
      'x@x.example',
    ],
    [
      'auto-generated',
      eml({ headers: { 'Auto-Submitted': 'auto-generated' }, body: 'Backup fertig' }),
      'x@x.example',
    ],
    ['own-mail', eml({ from: 'Leitwerk <anfragen@leitwerk.example>', body: 'Ihre Anfrage' }), 'x@x.example'],
  ])('%s', async (reason, raw, sender) => {
    expect(await read(raw, { sender })).toEqual({ kind: 'ignored', reason });
  });

  it.each([
    [eml({ subject: 'Re: Angebot', body: 'Ja, bitte' })],
    [eml({ headers: { 'Auto-Submitted': 'no' }, body: 'Ja, bitte' })],
    [eml({ subject: 'Urlaub buchen', body: 'Ja, bitte' })],
    [eml({ subject: 'Fehler bei der Zustellung meiner Bestellung', body: 'Was ist da los?' })],
    [eml({ body: 'Bitte den Newsletter abbestellen' })],
    [
      multipart('mixed', [
        'Content-Type: text/plain\n\nsiehe Anhang',
        'Content-Type: message/rfc822\nContent-Disposition: attachment; filename="a.eml"\n\nFrom: mailer-daemon@x.example\nAuto-Submitted: auto-replied\n\nx',
      ]),
    ],
  ])('is not what people write', async (raw) => {
    expect((await read(raw)).kind).toBe('inquiry');
  });
});

describe('mail that a person must look at first', () => {
  const codes = async (raw: Buffer, instead: Partial<Receipt> = {}) =>
    (await understood(raw, instead)).findings.map(({ code, severity }) => `${code} ${severity}`);
  const ask = eml({ body: 'Bitte ein Angebot' });

  it.each([
    [ask, { spam: true }, ['spam quarantine']],
    [ask, { unproven: 'forbidden' as const }, ['sender-forged quarantine']],
    [ask, { unproven: 'yes' as const }, ['sender-unproven note']],
    [eml({ subject: '', body: '' }), {}, ['interest-missing quarantine']],
    [eml({ from: 'x@mailinator.com', body: 'Bitte ein Angebot' }), {}, ['email-disposable quarantine']],
    [eml({ from: 'info@firma.example', body: 'Bitte ein Angebot' }), {}, ['email-role note']],
  ])('%#', async (raw, instead, expected) => {
    expect(await codes(raw, instead)).toMatchObject(expected);
  });

  it.each([[null], ['undisclosed'], ['müller@firma.example'], ['noreply@firma.example'], ['']])(
    'from %s nobody can be answered',
    async (from) => {
      expect(await read(eml({ from, body: 'Bitte ein Angebot' }))).toMatchObject({
        kind: 'nobody',
        reason: 'sender-unreadable',
      });
    },
  );
});

describe('mails as programs really write them', () => {
  const lena = 'Lena Vogt <lena.vogt@vogt-logistik.example>';
  const passOn = (body: string, headers = {}) =>
    eml({ from: 'Tom Kollege <tom@leitwerk.example>', subject: 'Fwd: Anfrage Regale', body, headers });
  const wish = 'Wir suchen 50 Regale für unser Lager in Kassel.';

  it.each([
    [
      'Gmail',
      `---------- Forwarded message ---------\nVon: ${lena}\nDate: Mo., 2. März 2026\nSubject: Regale\nTo: <tom@leitwerk.example>\n\n\n${wish}`,
    ],
    [
      'Outlook',
      `Bitte übernehmen.\n\nVon: Lena Vogt [mailto:lena.vogt@vogt-logistik.example]\nGesendet: Montag\nAn: Tom\nBetreff: Regale\n\n${wish}`,
    ],
    [
      'Apple Mail',
      `Zur Info\n\n> Anfang der weitergeleiteten Nachricht:\n>\n> Von: ${lena}\n> Betreff: Regale\n> Datum: 2. März 2026\n> An: Tom <tom@leitwerk.example>\n>\n> ${wish}`,
    ],
    [
      'Thunderbird',
      `-------- Weitergeleitete Nachricht --------\nBetreff: \tRegale\nDatum: \tMon, 2 Mar 2026\nVon: \t${lena}\nAn: \ttom@leitwerk.example\n\n\n${wish}`,
    ],
  ])('what a colleague passes on with %s is the inquiry of who wrote it', async (_, body) => {
    const { facts, text } = await understood(passOn(body));
    expect(facts).toMatchObject({ name: 'Lena Vogt', email: 'lena.vogt@vogt-logistik.example' });
    expect(text).toBe(wish);
  });

  const outlook = (from: string) =>
    `Bitte übernehmen.\n\nGruß\nTom\n\nVon: ${from}\nGesendet: Montag\nAn: Tom\nBetreff: Regale\n\n${wish}\n\nMit freundlichen Grüßen\nLena Vogt\nVogt Logistik GmbH\nTel. 0561 9988776\nlena.vogt@vogt-logistik.example`;

  it.each([
    ['a mailbox below the domain of the company', { recipients: ['anfragen@leads.leitwerk.example'] }],
    ['a mailbox of another domain, by our own addresses', { recipients: ['anfragen@inbox.example'] }],
  ])('who passes on is a colleague with %s too', async (_, instead) => {
    const { facts, text } = await understood(passOn(outlook(lena)), instead);
    expect(facts).toMatchObject({ name: 'Lena Vogt', email: 'lena.vogt@vogt-logistik.example' });
    expect(text).toBe(wish);
  });

  it('who wrote is known by what they sign with where Outlook names no address', async () => {
    const { facts } = await understood(passOn(outlook('Lena Vogt')));
    expect(facts).toMatchObject({
      name: 'Lena Vogt',
      email: 'lena.vogt@vogt-logistik.example',
      company: 'Vogt Logistik GmbH',
      phone: '+495619988776',
    });
    const nobody = passOn(`Von: Lena Vogt\nGesendet: Montag\nAn: Tom\nBetreff: Regale\n\n${wish}`);
    expect(await read(nobody)).toMatchObject({ kind: 'nobody', reason: 'sender-unreadable' });
  });

  it('who passes on from elsewhere is not given the name, phone and company of who wrote', async () => {
    const from = 'Kai Kunde <kai@kunde.example>';
    const { facts, text } = await understood(eml({ from, subject: 'WG: Regale', body: outlook(lena) }));
    expect(facts).toMatchObject({ name: 'Kai Kunde', email: 'kai@kunde.example' });
    expect([facts.phone, facts.company]).toEqual([undefined, undefined]);
    expect(text).toContain(wish);
  });

  it('so is what a colleague passes on as a mail of its own', async () => {
    const inside = `Content-Type: message/rfc822\n\nFrom: ${lena}\nSubject: Regale\nContent-Type: text/plain; charset=utf-8\n\n${wish}`;
    const raw = multipart('mixed', ['Content-Type: text/plain; charset=utf-8\n\nanbei', inside], {
      from: 'Tom Kollege <tom@leitwerk.example>',
      subject: 'WG: Anfrage Regale',
    });
    const { facts, text } = await understood(raw);
    expect(facts).toMatchObject({ name: 'Lena Vogt', email: 'lena.vogt@vogt-logistik.example' });
    expect(text).toBe(wish);
  });

  const row = (...cells: string[]) => `<tr>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`;
  it.each([
    [
      'a row for each',
      [
        ['Name', 'Jo Ott'],
        ['E-Mail', 'jo@ott.example'],
        ['Telefonnummer', '(0221) 445566'],
        ['Ihre Nachricht', 'Bitte um Rückruf'],
      ],
    ],
    [
      'names above',
      [
        ['<b>Name</b>'],
        ['&nbsp;', 'Jo Ott'],
        ['<b>E-Mail</b>'],
        ['&nbsp;', 'jo@ott.example'],
        ['<b>Telefon</b>'],
        ['', '0221 445566'],
        ['<b>Woher kennen Sie uns?</b>'],
        ['', 'Messe'],
        ['<b>Nachricht</b>'],
        ['', 'Bitte um Rückruf'],
      ],
    ],
  ])('a form that comes as a table, with %s, tells its fields', async (_, rows) => {
    const body = `<table>${rows.map((cells) => row(...cells)).join('')}</table>`;
    const { facts, text } = await understood(
      eml({ from: 'noreply@site.example', headers: { 'Content-Type': 'text/html; charset=utf-8' }, body }),
    );
    expect(facts).toMatchObject({ name: 'Jo Ott', email: 'jo@ott.example', phone: '+49221445566' });
    expect(text).toBe('Bitte um Rückruf');
  });

  it('the notice of Contact Form 7 tells who filled the form in', async () => {
    const body =
      'Von: Carl Cf <carl@cf.example>\nBetreff: Anfrage\n\nNachrichtentext:\nMehr Informationen.\nPer Post.\n\n-- \nDiese E-Mail wurde von einem Kontaktformular gesendet.';
    const { facts, text, subject } = await understood(
      eml({ from: 'WordPress <wordpress@site.example>', body }),
    );
    expect(facts).toMatchObject({ name: 'Carl Cf', email: 'carl@cf.example' });
    expect({ text, subject }).toEqual({ text: 'Mehr Informationen.\nPer Post.', subject: 'Anfrage' });
  });

  it.each([
    ['utf-8', '8bit', Buffer.from('Stühle für 100 \u0080', 'latin1').toString('latin1')],
    ['us-ascii', '8bit', Buffer.from('Stühle für 100 €').toString('latin1')],
    ['utf-8', 'quoted-printable', 'St=FChle f=FCr 100 =80'],
    ['us-ascii', 'base64', Buffer.from('Stühle für 100 €').toString('base64')],
  ])('a text that says %s in error (%s) is read all the same', async (charset, encoding, body) => {
    const head = `From: kai@m.example\r\nTo: vertrieb@leitwerk.example\r\nSubject: Frage\r\nContent-Type: text/plain; charset=${charset}\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`;
    expect((await understood(Buffer.from(head + body, 'latin1'))).text).toBe('Stühle für 100 €');
  });

  it('one broken letter makes no other charset of a text', async () => {
    const head =
      'From: kai@m.example\r\nTo: vertrieb@leitwerk.example\r\nSubject: Frage\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n';
    const body = Buffer.concat([Buffer.from(`${head}Stühle für Käthe`), Buffer.from([0xe4])]);
    expect((await understood(body)).text).toBe('Stühle für Käthe\ufffd');
  });

  it('keeps files apart that lie in the text', async () => {
    const body = 'Siehe Anlage.\n\nbegin 644 plan.txt\n#8V%T\n`\nend\n';
    const mail = await readMail(eml({ body }));
    expect(mail.text).toBe('Siehe Anlage.');
    expect(mail.attachments.map(({ name, content }) => [name, Buffer.from(content).toString()])).toEqual([
      ['plan.txt', 'cat'],
    ]);
    const letter = 'begin 644 Stück\nbis Mai';
    expect((await readMail(eml({ body: letter }))).text).toBe(letter);
  });

  it('waits for a person where nobody can read what it says', async () => {
    const headers = {
      'Content-Type': 'application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m',
      'Content-Transfer-Encoding': 'base64',
    };
    const raw = eml({ subject: 'Anfrage', headers, body: 'MIIBAgMEBQYH' });
    expect(await read(raw)).toMatchObject({ kind: 'nobody', reason: 'encrypted' });
    expect(await read(raw, { wanted: true })).toMatchObject({ kind: 'inquiry' });
  });

  it.each([
    ['Anna Berg ist außer Haus.', 'Ich kehre am 10.03. zurück.', 'auto-reply'],
    ['Anna Berg est absent(e).', 'Je serai absent(e) du 01/03 au 10/03.', 'auto-reply'],
    ['Anna is out of the office. (returning Monday)', 'I will respond when I return.', 'auto-reply'],
    ['Gelesen: Ihr Angebot', 'Ihre Nachricht\n\n An: Rita\n\nwurde am 02.03.2026 11:00 gelesen.', 'receipt'],
    [
      'Report Domain: leitwerk.example; Submitter: Yahoo; Report-ID: <1.2>',
      'This is an aggregate report.',
      'auto-generated',
    ],
  ])('"%s" is no inquiry', async (subject, body, reason) => {
    expect(await read(eml({ subject, body }))).toEqual({ kind: 'ignored', reason });
  });

  it.each([
    ['AW: Ihr Angebot', 'Ich bin bis zum 10.3. im Urlaub. Ihre Nachricht wird nicht weitergeleitet.'],
    ['[Ticket#2026030210000123] Eingangsbestätigung', 'Dies ist eine automatisch generierte E-Mail.'],
    ['Re: Your offer', 'Please verify your e-mail address so that your message can be delivered.'],
  ])(
    '"%s" without a mark of a program waits for a person, for it may be one\'s own words',
    async (subject, body) => {
      const raw = eml({ subject, body });
      expect(await read(raw)).toMatchObject({ kind: 'nobody', reason: 'perhaps-automatic' });
      expect(await read(raw, { wanted: true })).toMatchObject({ kind: 'inquiry' });
    },
  );

  it('the notice of a form that says that a program wrote it is an inquiry', async () => {
    const body = [
      'Name: Anna Berg',
      'E-Mail: anna@berg.example',
      'Nachricht: Wir suchen eine Anlage.',
      '',
      'Diese E-Mail wurde automatisch generiert.',
    ].join('\n');
    const subject = 'Eine neue Anfrage ist eingegangen';
    expect(await read(eml({ from: 'noreply@firma.example', subject, body }))).toMatchObject({
      kind: 'inquiry',
      understood: { facts: { email: 'anna@berg.example' } },
    });
  });

  it('a bounce of Exchange is none either, without any mark', async () => {
    const from = 'Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@kunde.example>';
    expect(await read(eml({ from, subject: 'Unzustellbar: Ihr Angebot', body: 'Fehler' }))).toEqual({
      kind: 'ignored',
      reason: 'bounce',
    });
  });

  it.each([
    ['AW: Ihr Angebot', 'Ich bin ab Montag im Urlaub, bitte schicken Sie das Angebot vorher.'],
    ['Ticketsystem gesucht', 'Wir suchen ein Ticketsystem, das automatisch Antworten schreibt.'],
    ['Anfrage', 'Bitte bestätigen Sie uns den Preis, damit die Ware noch im Mai zugestellt werden kann.'],
    ['Wer ist nicht im Büro', 'Wir suchen eine Tafel, die zeigt, wer abwesend ist.'],
    ['Gelesen: Ihr Artikel über Regale', 'Ihr Artikel hat mir gefallen. Was kosten die Regale?'],
  ])('"%s" is one', async (subject, body) => {
    expect(await read(eml({ subject, body }))).toMatchObject({ kind: 'inquiry' });
  });
});
