import type { Api } from './api.ts';
import { hotForm, type Lead, type Leads } from './leads.ts';
import { receiveMail, reportBounce, sentMails } from './mails.ts';
import { equal, eventually, type Steps } from './steps.ts';

/** What a lead goes through: form, answer, owner, owner's page, a mail of the same person, a bounce, a deadline. */
export async function proveLead(steps: Steps, { api, leads }: { api: Api; leads: Leads }): Promise<void> {
  const form = hotForm('Reinhardt');
  const waiting = hotForm('Albers');
  const ids = { lead: '', inquiry: '', waiting: '' };
  let link = '';

  await steps.run('a form becomes a lead', async () => {
    const taken = await leads.post(form);
    equal('outcome', taken.outcome, 'created');
    Object.assign(ids, { lead: taken.leadId, inquiry: taken.inquiryId });
    ids.waiting = (await leads.post(waiting)).leadId;
    return undefined;
  });

  await steps.run('it is scored, answered by mail and assigned', async () => {
    const lead = await eventually('assigned', () => when(leads, ids.lead, isAnsweredAndAssigned));
    equal('class', lead.class, 'hot');
    const [mail] = (await sentMails()).filter(({ To }) => To.includes(form.email));
    if (!mail) throw new Error('no mail to the person');
    return `${mail.Subject} → pool ${lead.pool}`;
  });

  await steps.run('its owner is told, with a link', async () => {
    link = await eventually('told', () => ownerLink(form));
    return undefined;
  });

  await steps.run('the page behind the link shows it and accepts it', async () => {
    const headers = { accept: 'text/html' };
    const page = await api({ path: link, headers });
    equal('GET', [page.status, page.text.includes('Reinhardt')], [200, true]);
    const posted = await api({
      method: 'POST',
      path: link,
      headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'action=accept',
    });
    equal('POST', posted.status, 303);
    equal('state', (await leads.read(ids.lead)).state, 'accepted');
    return undefined;
  });

  await steps.run('a mail of the same person is an inquiry of the same lead', async () => {
    const raw = `From: Hanna Reinhardt <${form.email}>\r\nTo: sales@leitwerk.example\r\nSubject: Preisliste\r\nMessage-ID: <1@werk.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nKönnen Sie mir bitte die Preisliste schicken?\r\n`;
    const inquiry = await receiveMail(raw);
    const isThere = (lead: Lead) => lead.inquiries.some(({ id }) => id === inquiry);
    await eventually('merged', () => when(leads, ids.lead, isThere));
    return undefined;
  });

  await steps.run('an answer that came back is a matter for a person', async () => {
    await reportBounce({ leadId: ids.lead, inquiryId: ids.inquiry, to: form.email });
    await eventually('noted', () =>
      when(leads, ids.lead, ({ events }) => events.some(({ type }) => type === 'AnswerFailed')),
    );
    return undefined;
  });

  await steps.run('the schedule of every minute finds the overdue lead and reminds its owner', async () => {
    const reminded = ({ events }: Lead) =>
      events.some(({ type, data }) => type === 'ClockStepTaken' && data.clock === 'acceptance');
    await eventually('reminded', () => when(leads, ids.waiting, reminded), 150);
    const told = await eventually('told', async () => {
      const about = (await sentMails()).filter(({ BodyText }) => BodyText?.includes('Albers'));
      return about.length > 1 ? about : undefined;
    });
    return told.at(-1)?.Subject;
  });
}

async function when(leads: Leads, id: string, holds: (lead: Lead) => boolean): Promise<Lead | undefined> {
  const lead = await leads.read(id);
  return holds(lead) ? lead : undefined;
}

const isAnsweredAndAssigned = ({ state, score, inquiries }: Lead): boolean =>
  state === 'assigned' && score !== null && inquiries[0]?.answered?.how === 'mail';

/** The path of the owner's page out of the mail that tells of the person. */
async function ownerLink({ lastName }: Record<string, unknown>): Promise<string | undefined> {
  const mails = (await sentMails()).map(({ BodyText }) => BodyText ?? '');
  const told = mails.find((text) => text.includes(String(lastName)) && text.includes('/v1/assignments/'));
  return told && /\/v1\/assignments\/[\w.-]+/.exec(told)?.[0];
}
