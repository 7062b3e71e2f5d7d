import { ROLES } from '../issuer/issuer.ts';
import { escapeHtml, instantText, page } from './layout.ts';

/** What the start page tells; `now` is the system's time as ISO text. */
export interface StartPage {
  readonly publicUrl: string;
  readonly dataDir: string;
  readonly now: string;
  readonly mails: number;
  /** Newest day with a complete report, `yyyy-mm-dd`. */
  readonly reportDay: string | undefined;
}

/** Where to try what on this machine. */
export function startPage(start: StartPage): string {
  const cards = [formCard(), mailboxCard(start), incomingCard(start), reportCard(start)];
  const more = [consoleCard(start), clockCard(start), apiCard(start), insideCard()];
  return page(
    'Start',
    `<h1>Every inquiry taken in, answered, routed and accounted for</h1>
<p class="soft">The whole system runs on this machine: no account, no mail leaves it. Start with an inquiry and follow it.</p>
<div class="cards">${[...cards, ...more].map((card) => `<section class="card">${card}</section>`).join('')}</div>`,
  );
}

function formCard(): string {
  return `<h2>1. Send an inquiry</h2><p>The form of the demo company, in German or English. A near date, a volume from
50,000, a decider and a concrete need make a hot lead.</p><a class="button" href="/_local/form">Open the form</a>`;
}

function mailboxCard({ mails }: StartPage): string {
  return `<h2>2. Read the mails</h2><p>The answer to the person and the lead for its owner, with the link to accept it.
${mails === 0 ? 'No mail yet.' : `${mails} mail${mails === 1 ? '' : 's'} so far.`}</p>
<a class="button" href="/_local/mailbox">Open the mailbox</a>`;
}

function incomingCard({ publicUrl }: StartPage): string {
  return `<h2>3. Write to sales</h2><p>A mail that comes in does what it would do at the provider’s door.</p>
<pre>curl --data-binary @mail.eml '${escapeHtml(publicUrl)}/_local/email?to=sales@example.test'</pre>`;
}

function reportCard({ reportDay }: StartPage): string {
  const link = '<a class="button" href="/_local/report">Open the report</a>';
  const none = 'The first is made at 02:30 UTC: move the clock by a day.';
  return `<h2>4. See what became of it</h2><p>A page and CSV files each night. ${reportDay ? `Newest: ${reportDay}.` : none}</p>
${reportDay ? link : ''}`;
}

function consoleCard({ dataDir, publicUrl }: StartPage): string {
  const roles = ROLES.map((role) => `<option>${role}</option>`);
  return `<h2>Console</h2><p>Sign in without a password, here only.</p><form class="row" method="post" action="/_local/login">
<label class="hidden" for="role">Role</label><select id="role" name="role">${roles.join('')}</select><button>Sign in</button></form>
<p class="soft">Programs carry the process owner’s token:</p>
<pre>curl -H "Authorization: Bearer $(cat ${escapeHtml(dataDir)}/staff-token)" ${escapeHtml(publicUrl)}/v1/leads</pre>`;
}

function clockCard({ now }: StartPage): string {
  const steps = [
    ['PT1H', '+ 1 hour'],
    ['PT26H', '+ 26 hours'],
    ['P1D', '+ 1 day'],
    ['P7D', '+ 1 week'],
  ].map(([value, label]) => `<button class="quiet" name="advance" value="${value}">${label}</button>`);
  return `<h2>Clock</h2><p><strong>${instantText(now)}</strong><br>Reminders, escalations and reports come by this clock. It only
goes forward.</p><form class="row" method="post" action="/_local/clock/advance">${steps.join('')}</form>`;
}

function apiCard({ publicUrl }: StartPage): string {
  return `<h2>API</h2><p><a href="/v1/openapi.json">Description (OpenAPI 3.1)</a>, generated from the schemas that check
requests.</p><pre>curl ${escapeHtml(publicUrl)}/v1/leads -H 'content-type: application/json' -d '{"email":"anna@kunde.example","message":"Bitte um ein Angebot"}'</pre>`;
}

function insideCard(): string {
  return `<h2>Inside</h2><p><a href="/_local/stats">Figures</a> of functions, queues and table ·
<a href="/_local/parameters">Parameters</a> with the rules · stored <a href="/_local/objects/reports">reports</a>,
<a href="/_local/objects/raw">raw inquiries</a> and <a href="/_local/objects/templates">templates</a> ·
<a href="/v1/health">Health</a></p>`;
}
