import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { run } from '../program.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leitwerk-try-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
  process.exitCode = 0;
});

async function tried(files: Record<string, string | Buffer>, ...more: string[]) {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(join(folder, name, '..'), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  await run(['node', 'leitwerk', 'intake', 'try', folder, '--json', ...more]);
  return lines.map((line) => JSON.parse(line));
}

const mail = (head: string, text: string) =>
  `From: Anna Berg <anna.berg@firma.example>\r\nTo: info@wir.example\r\n${head}\r\n\r\n${text}`;
const anna = { name: 'Anna Berg', email: 'anna.berg@firma.example' };

describe('leitwerk intake try', () => {
  it('tells of a mail who wrote what', async () => {
    const [line] = await tried({
      'a.eml': mail(
        'Subject: Angebot',
        'Bitte ein Angebot über 20 Lizenzen.\r\n\r\nViele Grüße\r\nAnna Berg\r\nTel. 030 1234567',
      ),
    });
    expect(line).toMatchObject({ outcome: 'lead', subject: 'Angebot', from: 'anna.berg@firma.example' });
    expect(line.lead).toMatchObject({
      ...anna,
      phone: '+49301234567',
      message: 'Bitte ein Angebot über 20 Lizenzen.',
    });
    expect(line.text).toContain('Viele Grüße');
  });

  it('tells replies, automatic mail and leads of portals apart', async () => {
    const adf =
      '<?adf version="1.0"?><adf><prospect><customer><contact><name part="full">Lena Vogt</name><email>lena@vogt.example</email></contact></customer></prospect></adf>';
    const lines = await tried({
      '1.eml': mail('Subject: AW: Ihr Angebot\r\nIn-Reply-To: <1@wir.example>', 'Passt so, danke.'),
      '2.eml': mail('Subject: Abwesend\r\nAuto-Submitted: auto-replied', 'Ich bin im Urlaub.'),
      '3.eml': mail('Subject: Lead', adf),
      '4.xml': adf,
    });
    expect(lines.map(({ outcome }) => outcome)).toEqual(['reply', 'ignored', 'lead', 'quarantined']);
    expect(lines.map(({ reason }) => reason)).toEqual([null, 'auto-reply', null, 'interest-missing']);
    expect(lines[2].lead).toMatchObject({ name: 'Lena Vogt', email: 'lena@vogt.example' });
  });

  it('reads bodies by their shape or by the source that is named, one line for each lead', async () => {
    const lead = (id: string) => ({
      id,
      ad_id: '1',
      field_data: [{ name: 'email', values: [`a${id}@firma.example`] }],
    });
    const lines = await tried({ 'meta.json': JSON.stringify({ data: [lead('1'), lead('2')] }) });
    expect(lines.map(({ lead: { email, externalId }, source }) => ({ email, externalId, source }))).toEqual([
      { email: 'a1@firma.example', externalId: '1', source: 'meta' },
      { email: 'a2@firma.example', externalId: '2', source: 'meta' },
    ]);
    const body = 'your-name=Anna+Berg&your-email=anna.berg%40firma.example&your-message=Hallo';
    const named = await tried({ 'meta.json': body }, '--source', 'contact-form-7');
    expect(named[0]).toMatchObject({
      outcome: 'lead',
      source: 'contact-form-7',
      lead: { ...anna, message: 'Hallo' },
    });
  });

  it('reads a list row by row, whatever its delimiter and encoding', async () => {
    const rows = 'Vorname;Nachname;E-Mail;Interesse\nAnna;Bärg;anna.berg@firma.example;Demo\n;;;\n';
    const [row] = await tried({ 'messe.csv': Buffer.from(rows, 'latin1') });
    expect(row).toMatchObject({ item: 1, outcome: 'lead', lead: { lastName: 'Bärg', product: 'demo' } });
  });

  it('has an answer to every file', async () => {
    const hostile = {
      'empty.eml': '',
      'bytes.json': Buffer.from([0xff, 0xfe, 0x00, 0x01]),
      'deep.json': '['.repeat(100_000),
      'pollution.json': '{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}}}',
      'header.eml':
        'Subject: =?utf-7?Q?+AFw-?=\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n--x--',
      'quotes.csv': 'a,b\n"1,2\n',
      'broken.xml': '<adf',
      'sub/nothing.txt': 'nichts',
    };
    const lines = await tried(hostile);
    expect(new Set(lines.map(({ file }) => file)).size).toBe(Object.keys(hostile).length);
    for (const { outcome, reason } of lines) expect([outcome, reason]).not.toContain(undefined);
    expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
  });

  it('reads by the rules of a file, before they count', async () => {
    const { default: shipped } = await import('../../shared/rules/defaults/rules/intake.json', {
      with: { type: 'json' },
    });
    const hooks = { stand: { channel: 'trade_fair', names: { Wunsch7: 'message' } } };
    const rules = join(folder, '..', `${folder.slice(-6)}.json`);
    writeFileSync(rules, JSON.stringify({ ...shipped, hooks }));
    const body = JSON.stringify({ email: 'anna.berg@firma.example', Wunsch7: 'Bitte anrufen' });
    const [line] = await tried({ 'a.json': body }, '--source', 'stand', '--rules', rules);
    expect(line.lead).toMatchObject({ channel: 'trade_fair', message: 'Bitte anrufen' });
    rmSync(rules);
  });

  it('fails where the source is unknown', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    await tried({ 'a.json': '{}' }, '--source', 'nonsense');
    expect(process.exitCode).toBe(1);
  });
});
