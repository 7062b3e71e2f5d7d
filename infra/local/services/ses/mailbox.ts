import * as z from 'zod';
import type { Cloud, ControlAnswer, ControlRequest, ControlRoute } from '../../contract.ts';
import { html, json, problem, seeOther, wantsPage } from '../answers.ts';
import type { Bus } from '../events/bus.ts';
import { parseJson } from '../json.ts';
import { mailboxPage, messagePage } from '../pages/mailbox.ts';
import type { MailStore, SentMail } from './mail-store.ts';
import { PROVIDER_EVENTS, tellProviderEvent } from './provider-events.ts';
import { attachmentOf, htmlOf } from './readable.ts';

const Report = z.looseObject({ type: z.enum(PROVIDER_EVENTS) });
type MailboxCloud = Pick<Cloud, 'model' | 'now'>;

/** The mailbox of the machine: every mail the system sent, for people and for checks, and what the provider reports. */
export function mailboxRoutes(cloud: MailboxCloud, mails: MailStore, bus: Bus): ControlRoute[] {
  const list = async (request: ControlRequest) => {
    const to = request.url.searchParams.get('to') ?? undefined;
    const found = mails.list(to, Number(request.url.searchParams.get('after')) || 0);
    return wantsPage(request) ? html(mailboxPage(found, to)) : json(200, found.map(summary));
  };
  const withMail =
    (
      handle: (
        mail: SentMail,
        raw: Buffer,
        request: ControlRequest,
      ) => ControlAnswer | Promise<ControlAnswer>,
    ) =>
    async (request: ControlRequest) => {
      const n = Number(request.params.n);
      const mail = Number.isSafeInteger(n) ? mails.get(n) : undefined;
      const raw = mail && mails.raw(mail.n);
      return mail && raw ? handle(mail, raw, request) : problem(404, `There is no mail ${request.params.n}`);
    };
  return [
    { method: 'GET', path: '/_local/mail', handle: list },
    {
      method: 'GET',
      path: '/_local/mailbox',
      handle: async ({ url }) => {
        const to = url.searchParams.get('to') || undefined;
        return html(mailboxPage(mails.list(to), to));
      },
    },
    {
      method: 'GET',
      path: '/_local/mail/{n}',
      handle: withMail(async (mail, raw, request) =>
        wantsPage(request)
          ? html(await messagePage(mail, raw))
          : { status: 200, headers: { 'content-type': 'message/rfc822' }, body: raw },
      ),
    },
    { method: 'GET', path: '/_local/mail/{n}/html', handle: withMail((_mail, raw) => htmlOf(raw)) },
    {
      method: 'GET',
      path: '/_local/mail/{n}/attachments/{i}',
      handle: withMail((_mail, raw, { params }) => attachmentOf(raw, Number(params.i))),
    },
    {
      method: 'POST',
      path: '/_local/mail/{n}/events',
      handle: withMail((mail, _raw, request) => report({ mail, request, cloud, bus })),
    },
  ];
}

function summary({ n, recipients, subject, sentAt, tags }: SentMail): unknown {
  return { n, to: recipients.join(', '), subject, sentAt, tags };
}

/** Lets the provider report something of a mail; the answer says whether the configuration set passes it on. */
function report(from: {
  mail: SentMail;
  request: ControlRequest;
  cloud: MailboxCloud;
  bus: Bus;
}): ControlAnswer {
  const text = from.request.body.toString('utf8');
  const isForm = (from.request.headers['content-type'] ?? '').includes('urlencoded');
  const parsed = Report.safeParse(isForm ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text));
  if (!parsed.success) return problem(422, `type is one of ${PROVIDER_EVENTS.join(', ')}`);
  const { type, ...extra } = parsed.data;
  const at = from.cloud.now().toISOString();
  const published = tellProviderEvent({ mail: from.mail, type, at, extra }, from.bus, from.cloud.model);
  return isForm ? seeOther(`/_local/mail/${from.mail.n}`) : json(202, { type, published });
}
