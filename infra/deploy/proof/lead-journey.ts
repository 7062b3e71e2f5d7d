import type { Api } from './api.ts';
import { hotForm, type Lead, type Leads } from './leads.ts';
import { receiveMail, reportBounce, sentMails } from './mails.ts';
import { equal, eventually, type Steps } from './steps.ts';

export interface Journey {
  steps: Steps;
  api: Api;
  leads: Leads;
}

/** Two people who ask, the lead of the first one and its inquiry, and the lead that nobody takes. */
interface Ids {
  lead: string;
  inquiry: string;
  waiting: string;
}

const form = hotForm('Reinhardt');
const waiting = hotForm('Albers');

/** What a lead goes through: form, answer, owner, owner's page, a mail of the same person, a bounce, a deadline. */
export async function proveLead(journey: Journey): Promise<void> {
  const ids: Ids = { lead: '', inquiry: '', waiting: '' };
  await proveIntake(journey, ids);
  await proveOwner(journey, ids);
  await proveAfterwards(journey, ids);
}

async function proveIntake({ steps, leads }: Journey, ids: Ids): Promise<void> {
  await steps.run('a form becomes a lead', async () => {
    const taken = await leads.post(form);
    equal('outcome', taken.outcome, 'created');
    ids.lead = taken.leadId;
    ids.inquiry = taken.inquiryId;
    ids.waiting = (await leads.post(waiting)).leadId;
  });
  await steps.run('it is scored, answered by mail and assigned', async () => {
    const lead = await eventually('assigned', () => when(leads, ids.lead, isAnsweredAndAssigned));
    equal('class', lead.class, 'hot');
    const [mail] = (await sentMails()).filter(({ To }) => To.includes(form.email));
    if (!mail) throw new Error('no mail to the person');
    return `${mail.Subject} → pool ${lead.pool}`;
  });
}

async function proveOwner({ steps, api, leads }: Journey, ids: Ids): Promise<void> {
  let link = '';
  await steps.run('its owner is told, with a link', async () => {
    link = await eventually('told', ownerLink);
  });
  await steps.run('the page behind the link shows it and accepts it', async () => {
    const headers = { accept: 'text/html', 'content-type': 'application/x-www-form-urlencoded' };
    const page = await api({ path: link, headers });
    equal('GET', [page.status, page.text.includes('Reinhardt')], [200, true]);
    const posted = await api({ method: 'POST', path: link, headers, body: 'action=accept' });
    equal('POST', posted.status, 303);
    equal('state', (await leads.read(ids.lead)).state, 'accepted');
  });
}

async function proveAfterwards({ steps, leads }: Journey, ids: Ids): Promise<void> {
  await steps.run('a mail of the same person is an inquiry of the same lead', async () => {
    const inquiry = await receiveMail(mailOf(form.email));
    const isThere = (lead: Lead) => lead.inquiries.some(({ id }) => id === inquiry);
    await eventually('merged', () => when(leads, ids.lead, isThere));
  });
  await steps.run('an answer that came back is a matter for a person', async () => {
    await reportBounce({ leadId: ids.lead, inquiryId: ids.inquiry, to: form.email });
    const isNoted = ({ events }: Lead) => events.some(({ type }) => type === 'AnswerFailed');
    await eventually('noted', () => when(leads, ids.lead, isNoted));
  });
  await steps.run('the schedule of every minute finds the overdue lead and reminds its owner', async () => {
    await eventually('reminded', () => when(leads, ids.waiting, isReminded), 90);
    const told = await eventually('told', async () => {
      const about = (await sentMails()).filter(({ BodyText }) => BodyText?.includes('Albers'));
      return about.length > 1 ? about : undefined;
    });
    return told.at(-1)?.Subject;
  });
}

const mailOf = (person: string): string =>
  [
    `From: Hanna Reinhardt <${person}>`,
    'To: sales@leitwerk.example',
    'Subject: Preisliste',
    'Message-ID: <1@werk.example>',
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Können Sie mir bitte die Preisliste schicken?',
    '',
  ].join('\r\n');

async function when(leads: Leads, id: string, holds: (lead: Lead) => boolean): Promise<Lead | undefined> {
  const lead = await leads.read(id);
  return holds(lead) ? lead : undefined;
}

const isAnsweredAndAssigned = ({ state, score, inquiries }: Lead): boolean =>
  state === 'assigned' && score !== null && inquiries[0]?.answered?.how === 'mail';

const isReminded = ({ events }: Lead): boolean =>
  events.some(({ type, data }) => type === 'ClockStepTaken' && data.clock === 'acceptance');

/** The path of the owner's page out of the mail that tells of the first person. */
async function ownerLink(): Promise<string | undefined> {
  const mails = (await sentMails()).map(({ BodyText }) => BodyText ?? '');
  const told = mails.find((text) => text.includes('Reinhardt') && text.includes('/v1/assignments/'));
  return told && /\/v1\/assignments\/[\w.-]+/.exec(told)?.[0];
}
