import { expect, it } from 'vitest';
import { findFormat } from './find-format.ts';
import { splitRows } from './split-rows.ts';
import { withoutUtf16 } from './utf-16.ts';

function read(text: string | Buffer) {
  const bytes = Buffer.from(text);
  const head = findFormat(bytes, true);
  if ('refused' in head) return head.refused;
  const [first] = splitRows(bytes.subarray(head.length), head.format, true).rows;
  return { delimiter: head.format.delimiter, header: head.header, first: first?.cells, rows: head.rows };
}

it.each([
  [';', 'Vorname;Nachname\nEva;Ott', 1],
  [',', 'first,last\nEva,Ott', 1],
  ['\t', 'first\tlast\nEva\tOtt', 1],
  ['|', 'first|last\nEva|Ott', 1],
  [';', 'Firma, Ort;Preis\n"Ott, Köln";1,50\n"Abel, Bonn";2,50', 1],
  [',', 'name,note\n"a;b;c","d;e"\n"f;g","h;i;j;k"', 1],
  [';', 'sep=;\r\na,b;c\r\nd;e', 2],
  [';', '\n\nVorname;Nachname\nEva;Ott', 3],
  [';', '\uFEFFVorname;Nachname\nEva;Ott', 1],
  [';', 'Vorname;"Nach\nname"\nEva;Ott', 1],
  [';', 'Vorname;Nachname\rEva;Ott', 1],
])('a list with %j between its cells is known by its rows: %j', (delimiter, text, rows) => {
  const found = read(text);
  expect(found).toMatchObject({ delimiter, rows });
  expect(found).toMatchObject({ header: expect.any(Array), first: [expect.any(String), expect.any(String)] });
});

it('the mark of UTF-8 is no part of the first title', () => {
  expect(read('\uFEFFVorname;Nachname\nEva;Ott')).toMatchObject({
    header: ['Vorname', 'Nachname'],
    first: ['Eva', 'Ott'],
  });
});

it('one column is a list too', () => {
  expect(read('E-Mail\neva@ott.example')).toMatchObject({ header: ['E-Mail'], first: ['eva@ott.example'] });
});

it.each([
  ['nothing', '', 'no-header'],
  ['empty lines', '\n\n;;\n', 'no-header'],
  ['UTF-16', Buffer.from('\uFEFFa\tb\n', 'utf16le'), 'utf-16'],
])('%s is refused with the reason', (_, text, refused) => {
  expect(read(text)).toBe(refused);
});

/** `Jörg Müßig` and the like, as an old program would write it. */
const written = (text: string, letters: Record<string, number>) =>
  Buffer.from([...text].map((each) => letters[each] ?? each.charCodeAt(0)));
const mac = { ä: 0x8a, ö: 0x9a, ü: 0x9f, Ä: 0x80, Ö: 0x85, Ü: 0x86, ß: 0xa7 };
const dos = { ä: 0x84, ö: 0x94, ü: 0x81, Ä: 0x8e, Ö: 0x99, Ü: 0x9a, ß: 0xe1 };
const windows = { '„': 0x84, '”': 0x94, '…': 0x85, '€': 0x80, '’': 0x92, š: 0x9a, Š: 0x8a, ž: 0x9e };

it.each([
  ['Mac', mac, 'Vorname;Nachname\nJörg;Müßig\nÄnne;Brühl\n', 'old-encoding'],
  ['DOS', dos, 'Vorname;Nachname\nJörg;Müßig\n', 'old-encoding'],
  ['DOS, with few umlauts', dos, 'Vorname;Ort\nEva;Köln\nIda;Lörrach\n', 'old-encoding'],
  ['DOS, in the names of columns alone', dos, 'Name;Straße;für\nEva Ott;Am Ring 1;x\n', 'old-encoding'],
  ['Windows', windows, 'Vorname;Nachname\nJörg;Müßig\nÄnne;Weiß\n', { first: ['Jörg', 'Müßig'] }],
  [
    'Windows, Slavic names',
    windows,
    'Vorname;Nachname\nAleš;Košir\nŠpela;Žižek\n'.replaceAll('Ž', 'Z'),
    { first: ['Aleš', 'Košir'] },
  ],
  [
    'Windows, with signs',
    windows,
    'Name;Text\nO’Neill;für 5€netto…bitte „gut”\n',
    { first: ['O’Neill', expect.any(String)] },
  ],
  ['UTF-8', {}, Buffer.from('Vorname;Nachname\nJörg;Müßig…ok\n'), { first: ['Jörg', 'Müßig…ok'] }],
])('a list of %s is read, or refused before its people are spelt wrong (R26)', (_, letters, text, found) => {
  const bytes = typeof text === 'string' ? written(text, letters) : text;
  const expected = typeof found === 'string' ? found : expect.objectContaining(found);
  expect(read(bytes)).toEqual(expected);
});

it('what Excel calls Unicode text is read once it is turned into UTF-8', () => {
  const bytes = withoutUtf16(Buffer.from('\uFEFFVorname\tName\nEva\tMüller\n', 'utf16le'));
  expect(read(bytes)).toMatchObject({ delimiter: '\t', first: ['Eva', 'Müller'] });
});

it.each([
  [
    'a title above',
    'Messeliste Hannover 2026;;\n;;\nName;E-Mail;Nachricht\nEva Ott;eva@ott.example;Angebot\n',
    ['Name', 'E-Mail', 'Nachricht'],
    3,
  ],
  ['one name that is known above others', 'Quelle;Nr.\nName;E-Mail\n', ['Quelle', 'Nr.'], 1],
])('the names of the columns are found below %s', (_, text, header, rows) => {
  expect(read(text)).toMatchObject({ header, rows });
});

it('a list without names is refused, so that its first person is not lost', () => {
  expect(read('Eva Ott;eva@ott.example;Angebot\nBea Kurz;bea@kurz.example;Demo\n')).toBe('no-header');
});

it('rows that end as on old Macs are told apart though a cell has lines', () => {
  expect(read('Name;Notiz\rEva Ott;"eins\nzwei"\rBea Kurz;drei\r')).toMatchObject({
    first: ['Eva Ott', 'eins\nzwei'],
  });
});
