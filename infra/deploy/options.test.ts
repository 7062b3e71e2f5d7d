import { describe, expect, it } from 'vitest';
import { deployArguments } from './cdk.ts';
import { DeployFailure, readOptions } from './options.ts';

const line = (text: string) => readOptions(text.split(' ').filter((word) => word !== ''));

describe('the command line of a deployment', () => {
  it('names stage and domain, and takes the mail of several addresses', () => {
    expect(
      line(
        '--stage prod --mail-domain Example.com --inbound sales@example.com,info@example.com --inbound example.org',
      ),
    ).toEqual({
      stage: 'prod',
      mailDomain: 'example.com',
      inbound: ['sales@example.com', 'info@example.com', 'example.org'],
      atOnce: false,
      yes: false,
      takeOverReceiving: false,
    });
  });

  it.each([
    ['', /--stage/],
    ['--stage Prod --mail-domain example.com', /--stage/],
    ['--stage p --mail-domain example.com', /--stage/],
    ['--stage local --mail-domain example.com', /npm start/],
    ['--stage prod', /--mail-domain/],
    ['--stage prod --mail-domain example', /--mail-domain/],
    ['--stage prod --mail-domain sales@example.com', /--mail-domain/],
    ['--stage prod --mail-domain example.com --inbound sales', /sales is neither/],
    ['--stage prod --mail-domain example.com --stages', /--stages/],
    ['--stage prod --mail-domain example.com --staff-issuer https://id.example.com', /belong together/],
    ['--stage prod --mail-domain example.com --staff-issuer id --staff-client web', /--staff-issuer is not/],
    ['--stage prod --mail-domain example.com --sender sales', /sales is no address/],
    ['--stage prod --mail-domain example.com --sender sales@example.org', /not at example\.com/],
    ['--stage prod --mail-domain example.com --sender sales@mail.example.com', /not at example\.com/],
    ['prod', /prod/],
  ])('%j is refused with what is wrong and how it is used', (text, because) => {
    expect(() => line(text)).toThrow(DeployFailure);
    expect(() => line(text)).toThrow(because);
    expect(() => line(text)).toThrow(/npm run deploy -- --stage prod/);
  });
});

describe('what the CDK is told', () => {
  const files = { outputs: 'o.json', assembly: 'out' };
  const options = line('--stage prod --mail-domain example.com --inbound a@example.com,example.org');

  it('is stage, domain and recipients, as the templates ask for them', () => {
    expect(deployArguments(options, files).join(' ')).toContain(
      '-c stage=prod -c mailDomain=example.com -c inboundRecipients=a@example.com,example.org',
    );
  });

  it('is where staff sign in, if that is elsewhere', () => {
    const staff = line(
      '--stage prod --mail-domain example.com --staff-issuer https://id.example.com --staff-client web',
    );
    const told = deployArguments(staff, files).join(' ');
    expect(told).toContain('-c staffIssuer=https://id.example.com -c staffClient=web');
    expect(deployArguments(options, files).join(' ')).not.toContain('staff');
  });

  it('is who sends, and to leave out the steps, if that is said', () => {
    const told = deployArguments(
      line('--stage prod --mail-domain example.com --sender Sales@example.com --at-once'),
      files,
    ).join(' ');
    expect(told).toContain('-c sender=sales@example.com -c atOnce=true');
    expect(deployArguments(options, files).join(' ')).not.toMatch(/sender|atOnce/);
  });

  it('is to ask before permissions become wider, one stack after the other, unless told not to', () => {
    const asking = deployArguments(options, files).join(' ');
    expect(asking).toContain('--require-approval broadening');
    expect(asking).not.toContain('--concurrency');
    const silent = deployArguments({ ...options, yes: true }, files).join(' ');
    expect(silent).toContain('--require-approval never --concurrency 4');
  });
});
