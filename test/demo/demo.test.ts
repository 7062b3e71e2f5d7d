import { execFile, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, it } from 'vitest';
import { contentHash } from '../../shared/rules/content-hash.ts';
import { reportNames } from '../../shared/rules/report-names.ts';
import { openMonth } from './month-links.ts';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Runs the demo for three days; answers what it said, and the report's files. */
async function demo(): Promise<{ said: string; page: string; files: Map<string, string>; data: string }> {
  const data = mkdtempSync(join(tmpdir(), 'leitwerk-demo-'));
  folders.push(data);
  const args = ['infra/local/demo/demo.ts', '--days', '3', '--data', data];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const page = stdout.trim().split('\n').at(-1) ?? '';
  const report = join(data, 'report');
  const names = readdirSync(report).sort();
  return {
    said: stdout,
    data,
    page: page.replace(data, ''),
    files: new Map(names.map((name) => [name, readFileSync(join(report, name), 'utf8')])),
  };
}

/** The program in a folder of its own, as on another machine, with what was exported; nothing else goes along. */
function carried(month: string): { program: string; month: string } {
  const folder = mkdtempSync(join(tmpdir(), 'leitwerk-carried-'));
  folders.push(folder);
  const program = join(folder, 'program');
  mkdirSync(program);
  for (const part of ['cli', 'functions', 'infra', 'shared', 'package.json'])
    cpSync(part, join(program, part), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(program, 'node_modules'));
  cpSync(month, join(folder, 'month'), { recursive: true });
  return { program, month: join(folder, 'month') };
}

/** Without any network, loopback too, where this machine lets its users do that; and nowhere may the program connect to anything. */
const apart = spawnSync('unshare', ['-rn', 'true']).status === 0 ? ['unshare', '-rn'] : [];
const offline =
  "import net from 'node:net'; net.Socket.prototype.connect = net.Server.prototype.listen = () => { throw new Error('no network here'); };";

function replayedOffline({ program, month }: { program: string; month: string }) {
  const node = [process.execPath, '--import', `data:text/javascript,${offline}`];
  const [command = '', ...args] = [
    ...apart,
    ...node,
    'cli/leitwerk.mjs',
    'replay',
    '--data',
    month,
    '--json',
  ];
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: program, encoding: 'utf8' });
  return { status, said: JSON.parse(stdout || JSON.stringify(stderr)) };
}

/** Changes one byte: a digit of a score that stands in the middle of the month. @returns whose score it was */
function changeOneByte(month: string): { lead: string; event: string } {
  const file = join(month, 'leads.ndjson');
  const bytes = readFileSync(file);
  const at = bytes.indexOf('"points":', Math.floor(bytes.length / 2)) + '"points":'.length;
  bytes.writeUInt8(bytes[at] === 0x31 ? 0x32 : 0x31, at);
  const before = readFileSync(file);
  writeFileSync(file, bytes);
  const differs = before.filter((byte, index) => byte !== bytes[index]);
  expect(differs).toHaveLength(1);
  const line = bytes.toString('utf8', bytes.lastIndexOf('\n', at) + 1, bytes.indexOf('\n', at));
  const { lead, events } = JSON.parse(line);
  const scored = events.find(
    (event: { digest: string; is: unknown }) => contentHash(event.is) !== event.digest,
  );
  return { lead: lead.is.id, event: scored?.is.id ?? '-' };
}

it('tells the same business twice, to the byte, and where its report is; replayed and simulated it is as it was, in another folder without a network too, where a changed byte is found (R23)', async () => {
  const first = await demo();
  expect(first.page).toBe('/report/index.html');
  expect(first.said).toMatch(/\d+ inquiries, \d+ leads, \d+ of them hot\n\d+ answered in time/);
  const more = ['audit.csv', 'audit.json', 'index.html'];
  const written = [...reportNames.map((name) => `${name}.csv`), ...more];
  expect([...first.files.keys()]).toEqual(written.sort());
  expect(first.files.get('daily.csv')).toContain('2026-09-16;');
  const { data } = first;
  const leitwerk = async (...words: string[]) => {
    const args = ['cli/leitwerk.mjs', ...words, '--data', data, '--json'];
    return JSON.parse((await promisify(execFile)(process.execPath, args)).stdout);
  };
  // What was decided comes out again, and so do the rules in force: owners, classes and deadlines as they are stored.
  const replayed = await leitwerk('replay');
  expect(replayed).toMatchObject({ different: 0, unjudged: {}, findings: [] });
  expect(await leitwerk('rules', 'simulate')).toMatchObject({
    leads: expect.any(Number),
    changes: { class: 0, pool: 0, owner: 0, deadline: 0 },
    ripe: { gained: 0, lost: 0 },
    unlikeStored: { class: 0, ripe: 0, owner: 0, deadline: 0 },
  });

  // So it does elsewhere: the program and what was exported in another folder, without a network and with nothing running.
  const month = join(data, 'month');
  await promisify(execFile)(process.execPath, [
    ...['cli/leitwerk.mjs', 'replay', 'export'],
    ...['--data', data, '--out', month],
  ]);
  const elsewhere = carried(month);
  const { status, said } = replayedOffline(elsewhere);
  expect({ status, ...said }).toMatchObject({ status: 0, different: 0, unjudged: {}, findings: [] });
  expect(said.identical).toBe(replayed.identical);
  const changed = changeOneByte(elsewhere.month);
  const found = replayedOffline(elsewhere);
  expect(found.status).toBe(1);
  expect(found.said.findings).toContainEqual(
    expect.objectContaining({ of: changed.lead, event: changed.event, path: 'digest' }),
  );

  const second = await demo();
  expect([...second.files]).toEqual([...first.files]);
}, 240_000);

/** How often each kind of link is opened, with each method, and where one must sign in first; others are opened once. */
const TIMES = 50;
const TIMES_STAFF = 5;
/** What the pages behind personal links would take, if they took it. */
const ACT = { action: 'accept', purpose: 'erase', from: '2026-10-01', to: '2026-10-02', budget: '1' };

it('changes nothing however often any link of any mail and page is opened; changed and foreign links open and do nothing (R130)', async () => {
  const month = await openMonth(folders[0] ?? '');
  const before = await month.store();
  const links = await month.links();
  const kinds = Map.groupBy(links.keys(), (path) => links.get(path) ?? '');
  const purposes = ['assignments', 'owner', 'questions', 'privacy'];
  for (const purpose of purposes)
    expect([...kinds.keys()]).toContainEqual(expect.stringMatching(`^\\w+ /v1/${purpose}/\\*$`));
  expect(kinds.size).toBeGreaterThan(20);
  const broken: string[] = [];
  const open = async (method: string, path: string, good = (status: number) => status < 500) => {
    const { status } = await month.ask(
      method,
      path,
      method === 'POST' ? new URLSearchParams(ACT) : undefined,
    );
    if (!good(status)) broken.push(`${status} ${method} ${path}`);
  };
  for (const paths of kinds.values())
    for (const [nth, path] of paths.entries())
      for (const method of ['GET', 'HEAD'])
        for (let i = 0; i < (nth > 0 ? 1 : path.startsWith('/v1/') ? TIMES : TIMES_STAFF); i++)
          await open(method, path);

  const refused = (status: number) => status === 404 || status === 410;
  const personal = purposes.map((purpose) => ({
    page: `/v1/${purpose}/`,
    token: [...links.keys()].find((path) => path.startsWith(`/v1/${purpose}/`))?.split('/')[3] ?? '',
  }));
  for (const { page, token } of personal) {
    const others = personal.filter((other) => other.page !== page).map((other) => other.token);
    const turned = Array.from({ length: Math.ceil(token.length / 7) }, (_, i) => {
      const letter = String.fromCharCode(token.charCodeAt(i * 7) ^ 1);
      return encodeURIComponent(token.slice(0, i * 7) + letter + token.slice(i * 7 + 1));
    });
    for (const wrong of [...others, ...turned])
      for (const method of ['GET', 'POST']) await open(method, page + wrong, refused);
  }
  expect(broken).toEqual([]);
  expect(await month.store()).toBe(before);
  await month.stop();
}, 240_000);
