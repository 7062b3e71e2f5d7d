import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, it, vi } from 'vitest';
import { sesMailer } from './ses-mailer.ts';

it('is handed to SES once only, where SES fails in a way that leaves open whether it was sent', async () => {
  let asked = 0;
  const server = createServer((_request, response) => {
    asked++;
    response.writeHead(500).end('<ErrorResponse><Error><Code>InternalFailure</Code></Error></ErrorResponse>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'x');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'x');
  const mail = {
    from: { name: 'Beispiel', address: 'a@leitwerk.example' },
    to: 'b@kunde.example',
    subject: 's',
    text: 't',
    html: 'h',
    headers: {},
    tags: {},
    attachments: [],
  };
  await expect(sesMailer('leitwerk').send(mail)).rejects.toMatchObject({ code: 'mail-in-doubt' });
  expect(asked).toBe(1);
  vi.unstubAllEnvs();
  server.close();
});
