import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { defaultDocument } from '../../shared/adapters/memory/default-rules.ts';
import { IdentityDocument } from '../../shared/rules/identity.ts';
import { run } from '../program.ts';
import { assemble, quality } from './arrivals.ts';
import { mapColumns } from './columns.ts';
import { evaluate } from './evaluate.ts';
import { fitRules } from './fit.ts';
import { readPeople } from './read-people.ts';

const folder = mkdtempSync(join(tmpdir(), 'people-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, text: string | Buffer): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const FIRST =
  'Anton Berta Cäsar Dora Emil Friede Gustav Hedwig Ida Julius Kaspar Lotte Moritz Nora Oskar Pauline'.split(
    ' ',
  );
const LAST =
  'Ackermann Brandt Czerny Dörfler Eichhorn Fleischer Gärtner Hellwig Imhof Jansen Kessler Lindner Mohr Nagel Ostermann Pfeiffer Quandt Rösner Seidel Thoma Ullrich Voss Winter Zander'.split(
    ' ',
  );

/** People of whom every third comes twice, with one slip; the same seed gives the same people. */
function town(seed: number, count: number): string {
  let state = seed;
  const pick = (size: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * size);
  };
  const rows = ['Rufname;Nachname;geb;Mitgliedsnummer;Gruppe'];
  for (let i = 0; i < count; i++) {
    const born = `${1 + pick(28)}.${1 + pick(12)}.${1940 + pick(60)}`;
    const person = [
      FIRST[pick(FIRST.length)] ?? '',
      LAST[pick(LAST.length)] ?? '',
      born,
      String(10_000 + pick(90_000)),
    ];
    rows.push([...person, `p${seed}-${i}`].join(';'));
    if (i % 3 > 0) continue;
    const slip = pick(4);
    const again = person.map((value, place) => (place === slip ? value.slice(0, 2) + value.slice(3) : value));
    rows.push([...again, `p${seed}-${i}`].join(';'));
  }
  return rows.join('\n');
}

describe('fitting the recognition to known people', () => {
  const options = { cluster: 'Gruppe', map: 'birthDate=geb' };
  const train = readPeople(fileOf('train.csv', town(1, 400)), options);
  const test = readPeople(fileOf('test.csv', town(2, 400)), options);
  const rules = fitRules(train);

  it('recognises people it has not seen: automatic merges are precise, and few are missed', () => {
    const before = evaluate(test, defaultDocument('identity').document);
    const after = evaluate(test, rules);
    expect(after.merged.precision).toBeGreaterThanOrEqual(0.99);
    expect(after.withReview.f1).toBeGreaterThan(0.97);
    expect(after.withReview.f1).toBeGreaterThanOrEqual(before.withReview.f1);
    expect(after.candidatesPerRecord.max).toBeLessThanOrEqual(25);
    expect(after).toMatchObject({ records: test.people.length, truePairs: 134 });
  });

  it('writes a document that the product reads, and learns from columns that it does not know', () => {
    expect(IdentityDocument.parse(rules)).toEqual(rules);
    expect(rules.fields).toContainEqual(
      expect.objectContaining({ name: 'extra.mitgliedsnummer', kind: 'code' }),
    );
  });

  it('does so by command as well', async () => {
    const told = vi.spyOn(console, 'log').mockImplementation(() => {});
    const out = join(folder, 'rules.json');
    const people = ['--cluster', 'gruppe', '--map', 'birthDate=geb'];
    const identity = (...args: string[]) => run(['node', 'leitwerk', 'identity', ...args, ...people]);
    await identity('fit', '--people', join(folder, 'train.csv'), '--out', out);
    await identity('evaluate', '--people', join(folder, 'test.csv'), '--rules', out, '--json');
    const { microsecondsPerRecord, ...rest } = evaluate(test, rules);
    expect(JSON.parse(String(told.mock.lastCall?.[0]))).toEqual({
      ...rest,
      microsecondsPerRecord: expect.any(Number),
    });
    told.mockRestore();
  });
});

describe('lists from which nothing can be learned', () => {
  it.each([
    ['where nobody comes twice', 'surname,c\nVoss,1\nKunz,2', 'No two rows of'],
    ['where nothing is said of them', 'remark,c\n,1\n,1', 'No column of'],
  ])('are refused in words: %s', async (_, text, because) => {
    const file = fileOf('nothing.csv', text);
    const told = vi.spyOn(console, 'error').mockImplementation(() => {});
    await run([
      'node',
      'leitwerk',
      'identity',
      'fit',
      '--people',
      file,
      '--cluster',
      'c',
      '--out',
      join(folder, 'no.json'),
    ]);
    expect(told.mock.lastCall?.[0]).toContain(because);
    expect(process.exitCode).toBe(1);
    process.exitCode = 0;
    told.mockRestore();
  });
});

describe('reading lists of people', () => {
  it.each([
    ['semicolons in Windows-1252', Buffer.from('Vorname;Name;Gruppe\nJürgen;Özdemir;1\nJ;K;2', 'latin1')],
    ['commas in UTF-8 with a mark', Buffer.from('\uFEFFVorname,Nachname,Gruppe\nJürgen,"Özdemir",1\nJ,K,2')],
    [
      'tabs in UTF-16',
      Buffer.from('\uFEFFgiven_name\tsurname\tGruppe\nJürgen\tÖzdemir\t1\nJ\tK\t2', 'utf16le'),
    ],
  ])('takes %s', (_, bytes) => {
    const { people, clusters } = readPeople(fileOf('list.csv', bytes), { cluster: 'gruppe' });
    expect(people[0]).toMatchObject({ firstName: 'Jürgen' });
    expect(Object.values(people[0] ?? {})).toContain('Özdemir');
    expect(clusters).toEqual(['1', '2']);
  });

  it.each([
    ['by,bm,bd', '1967,9,27', '19670927'],
    ['by,bm,bd', '1967,,27', '1967..27'],
    ['dob', '1967-09-27', '19670927'],
    ['date_of_birth', '19670927', '19670927'],
    ['Geburtsdatum', '27.9.1967', '19670927'],
    ['Geburtsjahr', '1967', '1967....'],
  ])('reads the day of birth of %s: %s', (header, row, expected) => {
    const { people } = readPeople(fileOf('born.csv', `${header},c\n${row},1\n${row},2`), { cluster: 'c' });
    expect(people[0]).toMatchObject({ birthDate: expected });
  });

  it('leaves out what numbers the rows, and what is not known', () => {
    const text = 'rec_id,surname,state,c\nrec-1-org,NA,wa,1\nrec-1-dup-0,Voss,nsw,1';
    expect(readPeople(fileOf('rows.csv', text), { cluster: 'c' }).people).toEqual([
      { 'extra.state': 'wa' },
      { lastName: 'Voss', 'extra.state': 'nsw' },
    ]);
  });

  it('says which columns there are when it is asked for another', () => {
    const file = fileOf('few.csv', 'a,b\n1,2');
    expect(() => readPeople(file, { cluster: 'cluster' })).toThrow(
      'few.csv has no column "cluster"; it has a, b.',
    );
    expect(() => readPeople(file, { cluster: 'a', map: 'name:b' })).toThrow('canonical=COLUMN');
  });

  it('joins columns of one fact, and lets the caller decide', () => {
    const columns = ['fname_c1', 'fname_c2', 'lname_c1', 'Zip', 'Site name', 'soc_sec_id'];
    expect(
      Object.fromEntries(mapColumns(columns, { externalId: ['soc_sec_id'], city: ['Zip'] }, [])),
    ).toEqual({
      externalId: ['soc_sec_id'],
      city: ['Zip'],
      firstName: ['fname_c1', 'fname_c2'],
      lastName: ['lname_c1'],
      company: ['Site name'],
    });
  });
});

describe('judging groups', () => {
  const edges = [
    { left: 1, right: 0, score: 5 },
    { left: 2, right: 0, score: 1 },
    { left: 2, right: 1, score: 9 },
    { left: 3, right: 2, score: 4 },
  ];

  it('lets everybody join the most likely one only, and counts what follows from it', () => {
    expect(quality(assemble(edges, 4, 5), ['a', 'a', 'a', 'b'])).toEqual({ precision: 1, recall: 1, f1: 1 });
    expect(quality(assemble(edges, 4, 4), ['a', 'a', 'a', 'b'])).toMatchObject({ precision: 0.5, recall: 1 });
    expect(quality(assemble(edges, 4, 10), ['a', 'a', 'a', 'b'])).toEqual({ precision: 1, recall: 0, f1: 0 });
  });
});
