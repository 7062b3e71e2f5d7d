import { parseArgs } from 'node:util';

/** What is deployed, and how much the person at the keyboard is asked. */
export interface DeployOptions {
  stage: string;
  /** the domain that sends mails */
  mailDomain: string;
  /** the address at that domain that mails come from; without: `anfragen@` */
  sender?: string;
  /** addresses and domains whose mail is taken in; none: all that reaches the account */
  inbound: string[];
  /** where staff sign in, with the id of its public client; without: a user pool that is part of the system */
  staff?: { issuer: string; client: string };
  /** new versions of functions take all calls at once, not step by step */
  atOnce: boolean;
  /** deploy without asking about permissions */
  yes: boolean;
  /** make our receipt rules the account's active ones although others are */
  takeOverReceiving: boolean;
}

/** Something that the person at the keyboard can do something about; told in its own words, without a stack. */
export class DeployFailure extends Error {
  override readonly name = 'DeployFailure';
}

const usage = `npm run deploy -- --stage prod --mail-domain example.com [--inbound sales@example.com,example.org]
  --stage                 name of this system in the account: a–z and 0–9, 2 to 16 characters
  --mail-domain           the domain that sends answers; given anew with each deployment
  --sender                the address at that domain that answers come from; anfragen@… unless told
  --inbound               addresses and domains whose mail is taken in; none: all that reaches the account
  --staff-issuer          OpenID provider at which staff sign in instead of a user pool, https://…
  --staff-client          id of its public client
  --at-once               let new versions take all calls at once: to mend what alarms already tell of
  --yes                   do not ask before permissions become wider
  --take-over-receiving   receive mail even where other receipt rules are active in the account now`;

const domain = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

/**
 * Reads the command line of `npm run deploy`.
 * @throws DeployFailure that says what is wrong with it
 */
export function readOptions(argv: readonly string[]): DeployOptions {
  const { stage = '', inbound = [], ...rest } = parsed(argv);
  const mailDomain = (rest['mail-domain'] ?? '').toLowerCase();
  if (!/^[a-z][a-z0-9]{1,15}$/.test(stage)) refuse('--stage is missing or not a name such as prod');
  if (stage === 'local') refuse('the stage local is what npm start runs on this machine');
  if (!domain.test(mailDomain)) refuse('--mail-domain is missing or not a domain such as example.com');
  const sender = rest.sender?.toLowerCase();
  if (sender && !/^[^\s@,]+@[^@]+$/.test(sender)) refuse(`--sender: ${sender} is no address`);
  if (sender && sender.split('@')[1] !== mailDomain)
    refuse(`--sender: ${sender} is not at ${mailDomain}, which signs its mails`);
  const recipients = inbound.flatMap((list) => list.toLowerCase().split(',')).filter((one) => one !== '');
  for (const recipient of recipients)
    if (!domain.test(recipient.slice(recipient.lastIndexOf('@') + 1)))
      refuse(`--inbound: ${recipient} is neither an address nor a domain`);
  const issuer = rest['staff-issuer'];
  const client = rest['staff-client'];
  if (Boolean(issuer) !== Boolean(client)) refuse('--staff-issuer and --staff-client belong together');
  if (issuer && !/^https:\/\/\S+$/.test(issuer))
    refuse('--staff-issuer is not an address such as https://id.example.com');
  return {
    stage,
    mailDomain,
    ...(sender ? { sender } : {}),
    inbound: recipients,
    ...(issuer && client ? { staff: { issuer, client } } : {}),
    atOnce: rest['at-once'] ?? false,
    yes: rest.yes ?? false,
    takeOverReceiving: rest['take-over-receiving'] ?? false,
  };
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        stage: { type: 'string' },
        'mail-domain': { type: 'string' },
        sender: { type: 'string' },
        inbound: { type: 'string', multiple: true },
        'staff-issuer': { type: 'string' },
        'staff-client': { type: 'string' },
        'at-once': { type: 'boolean' },
        yes: { type: 'boolean' },
        'take-over-receiving': { type: 'boolean' },
      },
    }).values;
  } catch (fault) {
    return refuse(fault instanceof Error ? fault.message : String(fault));
  }
}

function refuse(because: string): never {
  throw new DeployFailure(`${because}\n\n${usage}`);
}
