import type { Lead } from '../../shared/domain/lead.ts';
import { addressee } from '../../shared/mail/addressee.ts';
import { composeLetter } from '../../shared/mail/letter.ts';
import { replyAddress } from '../../shared/mail/reply-address.ts';
import { salutation } from '../../shared/mail/salutation.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import type { AnswerVariable } from '../../shared/rules/fulfilment.ts';
import type { NurtureSeries } from '../../shared/rules/nurture.ts';
import type { FulfilPorts } from './answer-inquiry.ts';
import { ownDataAddress, questionsAddress } from './personal-addresses.ts';
import { asKnown } from './rules/called-by-name.ts';
import { chooseLanguage } from './rules/choose-language.ts';

/** What such a mail says, and whether it asks for what is still open. */
type Said = Pick<NurtureSeries['steps'][number], 'subject' | 'template' | 'text' | 'questions'>;

/** Such a mail, and to whom it goes. */
export interface Advertising {
  mail: Said;
  to: string;
  /** Address of a page of questions that the text itself leads to. */
  questions?: string;
}

/**
 * A mail that nobody asked for, in the person's language, with its unsubscribe of one click (RFC 8058).
 * @param now ISO instant
 * @returns null where a text is missing
 */
export async function advertisingMail(
  ports: FulfilPorts,
  known: Lead,
  { mail, to, questions: led }: Advertising,
  now: string,
): Promise<Omit<OutgoingMail, 'tags'> | null> {
  const lead = await asKnownTo(ports, known);
  const { document: fulfilment } = await ports.rules.get('fulfilment');
  const { language: person, country } = lead.facts;
  const said = { ...(person ? { person } : {}), ...(country ? { country } : {}) };
  const language = chooseLanguage(said, fulfilment);
  const open = mail.questions ? await questionsAddress(ports, lead, now) : '';
  const keys = ['advertising', 'closing', ...(open ? ['questions'] : [])].map(
    (part) => `${language}/${part}.md`,
  );
  const template = mail.template?.[language];
  const texts = await ports.templates.read([...keys, ...(template ? [template] : [])]);
  const [footer, closing, asking = ''] = keys.map((key) => texts.get(key));
  const body = template ? texts.get(template) : mail.text?.[language];
  if (footer === undefined || closing === undefined || body === undefined) return null;
  const ownData = await ownDataAddress(ports, lead.id, now);
  const { firstName = '', lastName = '' } = addressee(lead.facts, lead.extra);
  const variables = {
    firstName,
    lastName,
    product: '',
    several: false,
    company: fulfilment.company.name,
    website: fulfilment.company.website,
    sender: fulfilment.sender[language],
    privacy: fulfilment.privacy[language],
    questions: led ?? open,
    ownData,
  } satisfies Record<AnswerVariable, string | boolean>;
  const letter = composeLetter({
    language,
    subject: mail.subject[language],
    greeting: salutation(addressee(lead.facts, lead.extra), language),
    parts: [body, ...(asking ? [asking] : []), closing],
    footer,
    variables,
    company: fulfilment.company,
  });
  return {
    ...letter,
    from: { name: fulfilment.sender[language], address: ports.sender },
    to,
    replyTo: replyAddress(ports.sender, lead.id, await ports.secret()),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'OOF, AutoReply',
      'List-Unsubscribe': `<${ownData}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    attachments: [],
  };
}

/** Inquiries that are looked at before somebody is called by name; who wrote more often is called so by them. */
const LOOKED_AT = 10;

/** The person by name only where no other person was taken for the same. */
async function asKnownTo({ store }: FulfilPorts, lead: Lead): Promise<Lead> {
  if (lead.inquiries.length < 2) return lead;
  const newest = lead.inquiries.slice(-LOOKED_AT);
  return asKnown(lead, await Promise.all(newest.map(({ id }) => store.loadInquiry(id))));
}
