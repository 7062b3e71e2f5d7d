import {
  DescribeActiveReceiptRuleSetCommand,
  GetIdentityDkimAttributesCommand,
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SESClient,
} from '@aws-sdk/client-ses';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBus } from '../events/bus.ts';
import { openStore } from '../store.ts';
import { clientOptions, resource, serve, testCloud } from '../test-cloud.ts';
import { openMailStore } from './mail-store.ts';
import { createMailService } from './send.ts';

const cloud = testCloud([
  resource('AWS::SES::EmailIdentity', 'company.example'),
  resource('AWS::SES::ReceiptRuleSet', 'ours'),
]);
const store = openStore(cloud.dataDir);
let front: Awaited<ReturnType<typeof serve>>;
let ses: SESClient;
beforeAll(async () => {
  front = await serve(createMailService(cloud, openMailStore(store), createBus(cloud)));
  ses = new SESClient({ ...clientOptions, endpoint: front.endpoint });
});
afterAll(async () => {
  ses.destroy();
  await front.close();
  store.close();
  cloud.remove();
});

test('the domain of the template is verified and signs, others are not known', async () => {
  const Identities = ['company.example', 'other.example'];
  const verified = await ses.send(new GetIdentityVerificationAttributesCommand({ Identities }));
  expect(verified.VerificationAttributes).toEqual({ 'company.example': { VerificationStatus: 'Success' } });
  const { DkimAttributes: dkim } = await ses.send(new GetIdentityDkimAttributesCommand({ Identities }));
  expect(dkim).toEqual({
    'company.example': {
      DkimEnabled: true,
      DkimVerificationStatus: 'Success',
      DkimTokens: ['a', 'b', 'c'],
    },
  });
});

test('the account is out of the sandbox, and the receipt rules of the template are active', async () => {
  expect(await ses.send(new GetSendQuotaCommand({}))).toMatchObject({ Max24HourSend: 50_000 });
  const active = await ses.send(new DescribeActiveReceiptRuleSetCommand({}));
  expect(active.Metadata).toMatchObject({ Name: 'ours' });
});
