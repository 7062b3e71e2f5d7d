import { beforeEach, describe, expect, it } from 'vitest';
import { memoryLeadStore } from '../../shared/adapters/memory/lead-store.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { readRequest } from '../../shared/http/request.ts';
import { httpEvent } from '../../shared/http/testing.ts';
import { newLead } from '../../test/fixtures/lead.ts';
import { attachmentAnswer } from './attachment.ts';

const NOW = '2027-01-19T09:00:00.000Z';
const store = memoryLeadStore();
const raw = memoryObjects();
let lead: Lead;

const files = [
  { name: 'Größe "XL".pdf', size: 5, key: 'inquiries/inq_1/1' },
  { name: 'film.mp4', size: 4 * 1024 * 1024 + 1, key: 'inquiries/inq_1/2' },
  { name: 'gone.txt', size: 5, key: 'inquiries/inq_1/3' },
].map((file) => ({ ...file, contentType: 'text/html' }));

beforeEach(async () => {
  lead = newLead({ email: 'eva@ott.example' }, NOW);
  const plain = {
    facts: {},
    extra: {},
    consents: {},
    utm: {},
    findings: [],
    raw: null,
    reason: null,
  };
  const arrived = { channel: 'email', source: 'mail', capturedAt: NOW, receivedAt: NOW } as const;
  for (const id of ['inq_1', 'inq_2'])
    await store.keepInquiry({
      id,
      outcome: 'ignored',
      leadId: null,
      ...arrived,
      ...plain,
      attachments: files,
    });
  await raw.put('inquiries/inq_1/1', Buffer.from([0, 255, 60, 62, 10]), 'application/octet-stream');
});

const ask = (inquiry: string, number: string) =>
  attachmentAnswer(
    { store, raw },
    lead,
    readRequest(httpEvent({ method: 'GET', path: '/', params: { inquiry, number } })),
  );

describe('what came along with an inquiry (R27)', () => {
  it('is saved as it was sent, under its name, and never shown as a page of ours', async () => {
    const { statusCode, headers, body, isBase64Encoded } = await ask('inq_1', '1');
    expect(statusCode).toBe(200);
    expect([...Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8')]).toEqual([0, 255, 60, 62, 10]);
    expect(headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%22XL%22.pdf",
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
  });

  it.each([
    ['inq_2', '1', 404, 'of another lead'],
    ['inq_9', '1', 404, 'of no inquiry'],
    ['inq_1', '0', 404, 'before the first'],
    ['inq_1', '4', 404, 'behind the last'],
    ['inq_1', 'x', 404, 'without a number'],
    ['inq_1', '3', 404, 'no longer kept'],
    ['inq_1', '2', 413, 'larger than a function may answer'],
  ])('%s/%s: %i, %s', async (inquiry, number, status) => {
    expect((await ask(inquiry, number)).statusCode).toBe(status);
  });
});
