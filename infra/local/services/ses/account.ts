import type { Cloud } from '../../contract.ts';
import type { MailStore } from './mail-store.ts';
import { type Fields, listParameter } from './query-protocol.ts';

interface Account {
  cloud: Pick<Cloud, 'model'>;
  mails: Pick<MailStore, 'count'>;
}

/**
 * What SES says of an account that is set up: it is out of the sandbox, the identities of the template are verified and
 * sign, its receipt rules are the active ones.
 * @returns undefined for an operation that asks nothing of the account
 */
export function accountAnswer(
  operation: string,
  form: URLSearchParams,
  { cloud: { model }, mails }: Account,
): Fields | undefined {
  const known = () => {
    const identities = model.resources('AWS::SES::EmailIdentity').map(({ ref }) => ref);
    return listParameter(form, 'Identities').filter((asked) => identities.includes(asked));
  };
  switch (operation) {
    case 'GetSendQuota':
      return { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: mails.count() };
    case 'GetIdentityVerificationAttributes':
      return { VerificationAttributes: toEach(known(), { VerificationStatus: 'Success' }) };
    case 'GetIdentityDkimAttributes': {
      const signing = { DkimEnabled: true, DkimVerificationStatus: 'Success', DkimTokens: ['a', 'b', 'c'] };
      return { DkimAttributes: toEach(known(), signing) };
    }
    case 'DescribeActiveReceiptRuleSet': {
      const [rules] = model.resources('AWS::SES::ReceiptRuleSet');
      return rules ? { Metadata: { Name: rules.ref } } : {};
    }
    default:
      return undefined;
  }
}

const toEach = (names: readonly string[], fields: Fields): Map<string, Fields> =>
  new Map(names.map((name) => [name, fields]));
