import { createSocket } from 'node:dgram';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { memoryMailServers } from '../../shared/adapters/memory/mail-servers.ts';
import { dnsMailServers } from '../../shared/adapters/web/dns-mail-servers.ts';
import { domains, mailServersContract } from './mail-servers.contract.ts';

const [MX, A, AAAA] = [15, 1, 28];
const name = (text: string) =>
  Buffer.concat([
    ...text.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ]);
const mx = (host: string) =>
  Buffer.concat([Buffer.from([0, host ? 10 : 0]), host ? name(host) : Buffer.from([0])]);
const zone: Record<string, Record<number, Buffer>> = {
  'firma.invalid': { [MX]: mx('mail.firma.invalid') },
  'old.invalid': { [A]: Buffer.from([192, 0, 2, 1]) },
  'sixth.invalid': { [AAAA]: Buffer.from([0x20, 0x01, 0x0d, 0xb8, ...Buffer.alloc(12)]) },
  'web-only.invalid': { [MX]: mx(''), [A]: Buffer.from([192, 0, 2, 1]) },
};

/** Questions that the name server got. */
const asked: string[] = [];
const socket = createSocket('udp4');
let server = '';

/** One answer of a name server (RFC 1035, 4.1). */
function answer(query: Buffer): Buffer {
  const labels: string[] = [];
  let at = 12;
  for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
    labels.push(query.subarray(at + 1, at + 1 + length).toString());
    at += length + 1;
  }
  const question = query.subarray(12, at + 5);
  const type = query.readUInt16BE(at + 1);
  const domain = labels.join('.');
  asked.push(domain);
  const record = zone[domain]?.[type];
  const code = domain === 'asleep.invalid' ? 2 : zone[domain] ? 0 : 3;
  const head = Buffer.from([0, 0, 0x81, 0x80 | code, 0, 1, 0, record ? 1 : 0, 0, 0, 0, 0]);
  query.copy(head, 0, 0, 2);
  if (!record) return Buffer.concat([head, question]);
  const meta = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, record.length]);
  return Buffer.concat([head, question, meta, record]);
}

beforeAll(async () => {
  socket.on('message', (query, { port, address }) => socket.send(answer(query), port, address));
  await new Promise<void>((ready) => socket.bind(0, '127.0.0.1', ready));
  server = `127.0.0.1:${socket.address().port}`;
});
afterAll(() => {
  socket.close();
});

mailServersContract('memory', async () => memoryMailServers(domains));
mailServersContract('the DNS', async () => dnsMailServers({ now: () => now, servers: [server] }));

let now = '2026-11-24T09:00:00.000Z';
it('what the DNS says of a domain is asked once an hour; what it cannot say now, each time', async () => {
  const servers = dnsMailServers({ now: () => now, servers: [server] });
  const questions = async (domain: string) => {
    asked.length = 0;
    await servers.of(domain);
    return asked.length;
  };
  expect([await questions('firma.invalid'), await questions('firma.invalid')]).toEqual([1, 0]);
  now = '2026-11-24T10:00:01.000Z';
  expect(await questions('firma.invalid')).toBe(1);
  expect(await questions('asleep.invalid')).toBeGreaterThan(0);
  expect(await questions('asleep.invalid')).toBeGreaterThan(0);
});
