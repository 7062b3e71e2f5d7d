import { type Check, failed, ok, skipped, warning } from '../finding.ts';

/** What SES grants to an account in its sandbox: mails a day. */
const SANDBOX_PER_DAY = 200;
/** Share of the daily quota from which on a busy day can end it. */
const NEARLY_SPENT = 0.8;

/** `example.com` of `sales@example.com` and of `example.com`. */
const domainOf = (recipient: string): string => recipient.slice(recipient.lastIndexOf('@') + 1);

/** Mail in both directions: the domain that sends, how much it may, and whether mail finds its way here. */
export const mailChecks: readonly Check[] = [
  {
    name: 'sender',
    async look({ identity, connection: { sender } }) {
      const domain = domainOf(sender);
      const found = await identity(domain);
      if (!found)
        return failed(
          `SES does not know ${domain}`,
          `Deploy again with --mail-domain ${domain}, in the region of this system.`,
        );
      if (found.verified && found.signs) return ok(`${sender}: domain verified, mails are signed (DKIM)`);
      const records = found.dkimTokens.map(
        (token) => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`,
      );
      return failed(
        `${domain} is ${found.verified ? 'verified, but its mails are not signed' : 'not verified'}`,
        `Give the name server the records of DKIM and wait up to 72 hours: ${records.join('; ') || 'outputs Dkim1 to Dkim3 of the mail stack'}`,
      );
    },
  },
  {
    name: 'sending',
    async look({ quota }) {
      const { perDay, perSecond, sent } = await quota();
      const rate = `${perDay} mails a day, ${perSecond} a second`;
      // −1: no limit
      if (perDay < 0) return ok('no limit of mails');
      if (perDay <= SANDBOX_PER_DAY)
        return failed(
          `in the sandbox of SES: ${rate}, to verified addresses only`,
          'Ask for production access (SES console, Account dashboard); the answer takes about a day.',
        );
      if (sent >= perDay * NEARLY_SPENT)
        return warning(
          `${sent} of ${perDay} mails of the last 24 hours are sent`,
          'Ask for a higher sending quota (Service Quotas, SES).',
        );
      return ok(`${rate}; ${sent} in the last 24 hours`);
    },
  },
  {
    name: 'receiving',
    async look({ activeReceiptRules, connection: { receiptRules, stage } }) {
      const active = await activeReceiptRules();
      if (active === receiptRules) return ok(`the receipt rules ${receiptRules} are active`);
      return failed(
        active ? `mail goes to the receipt rules ${active}` : 'no receipt rules are active',
        active
          ? `npm run deploy -- --stage ${stage} … --take-over-receiving makes ours the active ones; the others stop.`
          : `npm run deploy -- --stage ${stage} … activates ours.`,
      );
    },
  },
  {
    name: 'mail servers',
    async look({ isLocal, region, mailServers, connection: { recipients, sender } }) {
      if (isLocal) return skipped('mail is posted to /_local/email here');
      const wanted = `inbound-smtp.${region}.amazonaws.com`;
      const domains = [...new Set((recipients.length > 0 ? recipients : [sender]).map(domainOf))];
      return Promise.all(
        domains.map(async (domain) => {
          const servers = await mailServers(domain);
          const mend = `Give the name server the record: ${domain} MX 10 ${wanted}`;
          if (servers.length === 0) return failed(`${domain} has no MX record: nobody can write to it`, mend);
          return servers.some((server) => server.toLowerCase().replace(/\.$/, '') === wanted)
            ? ok(`mail for ${domain} goes to ${wanted}`)
            : warning(
                `mail for ${domain} goes to ${servers[0]}`,
                `${mend}. Or have that server redirect inquiries to a domain whose MX is ${wanted}.`,
              );
        }),
      );
    },
  },
];
