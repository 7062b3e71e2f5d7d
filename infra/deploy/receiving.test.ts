import {
  DescribeActiveReceiptRuleSetCommand,
  SESClient,
  SetActiveReceiptRuleSetCommand,
} from '@aws-sdk/client-ses';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { activateReceiving } from './receiving.ts';

const ses = mockClient(SESClient);
beforeEach(() => ses.reset());

const active = (name?: string) =>
  ses.on(DescribeActiveReceiptRuleSetCommand).resolves(name ? { Metadata: { Name: name } } : {});
const activated = () =>
  ses.commandCalls(SetActiveReceiptRuleSetCommand).map(({ args }) => args[0].input.RuleSetName);

describe('receiving mail', () => {
  it('is switched on where nobody receives', async () => {
    active();
    expect(await activateReceiving('ours', { takeOver: false })).toEqual({ ours: true });
    expect(activated()).toEqual(['ours']);
  });

  it('stays as it is where it is ours', async () => {
    active('ours');
    expect(await activateReceiving('ours', { takeOver: true })).toEqual({ ours: true });
    expect(activated()).toEqual([]);
  });

  it('is never taken from somebody else unless that is asked for', async () => {
    active('theirs');
    expect(await activateReceiving('ours', { takeOver: false })).toEqual({ ours: false, active: 'theirs' });
    expect(activated()).toEqual([]);
    expect(await activateReceiving('ours', { takeOver: true })).toEqual({ ours: true });
    expect(activated()).toEqual(['ours']);
  });
});
