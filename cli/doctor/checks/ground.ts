import { type Check, failed, ok, skipped, warning } from '../finding.ts';

/** Beyond this the signatures of AWS calls come near their limit of five minutes. */
const SKEW_MS = 60_000;

/** What everything else stands on: the API, this machine's clock, the table, the secret that signs links. */
export const groundChecks: readonly Check[] = [
  {
    name: 'api',
    async look({ health, connection: { stage, apiUrl } }) {
      const said = await health();
      return said.stage === stage
        ? ok(`${apiUrl} answers: version ${said.version}, stage ${stage}`)
        : failed(
            `${apiUrl} is the stage ${said.stage}, not ${stage}`,
            `Deploy stage ${stage} again: npm run deploy -- --stage ${stage} …`,
          );
    },
  },
  {
    name: 'clock',
    async look(system) {
      if (system.isLocal) return skipped('the local clock is moved by hand');
      const { time } = await system.health();
      const skew = Date.parse(system.now()) - Date.parse(time);
      const seconds = Math.round(Math.abs(skew) / 1000);
      if (Math.abs(skew) <= SKEW_MS) return ok(`this machine and AWS agree to ${seconds} s`);
      return warning(
        `this machine is ${seconds} s ${skew > 0 ? 'ahead of' : 'behind'} AWS`,
        'Let this machine take its time from a time server: signed calls are refused beyond five minutes.',
      );
    },
  },
  {
    name: 'table',
    async look({ tableState, connection: { table } }) {
      const state = await tableState();
      return state === 'ACTIVE'
        ? ok(`${table} is active`)
        : failed(
            `${table} is ${state}`,
            'Wait until a change of the table has ended; else see its state in the DynamoDB console.',
          );
    },
  },
  {
    name: 'link secret',
    async look({ secret, connection: { linkSecret } }) {
      return (await secret(linkSecret)).length >= 32
        ? ok('links in mails are signed')
        : failed(
            'the secret that signs links is shorter than 32 characters',
            'Set a new random value of 64 characters in Secrets Manager (LinkSecret).',
          );
    },
  },
];
