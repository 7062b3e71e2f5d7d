/**
 * The routes of the HTTP API as they are described to others. Bodies are described by the schemas that check them; a test
 * holds the list against the routes of the stack.
 */
import * as z from 'zod';
import type { ZodOpenApiResponsesObject } from 'zod-openapi';
import { CallResult } from '../domain/calls.ts';
import { EventsAccepted, SeenBody, Segments } from './api/events.ts';
import { Challenge, FormToken } from './api/form-proofs.ts';
import { Health } from './api/health.ts';
import { ImportProgress, JsonRows, StatementTexts } from './api/imports.ts';
import { LeadAccepted, LeadBody } from './api/leads.ts';
import { PrivacyAction } from './api/privacy.ts';

export interface ApiRoute {
  method: 'get' | 'head' | 'post';
  path: string;
  summary: string;
  /** Only for signed-in staff. */
  staff: boolean;
  params?: z.ZodObject;
  query?: z.ZodObject;
  headers?: z.ZodObject;
  body?: { types: readonly string[]; schema: z.ZodType };
  /** Answers by status; those without a schema are described in words. Every route may also answer with a problem. */
  answers: ZodOpenApiResponsesObject;
  /** Statuses of refusals, all as problem details. */
  refusals: readonly `4${number}`[];
}

/** An answer in JSON, with its schema or in words. */
const data = (description: string, schema?: z.ZodType) => {
  return { description, content: { 'application/json': schema ? { schema } : {} } };
};
const text = (description: string, type: string) => ({ description, content: { [type]: {} } });
const page = (description: string) => ({ description, content: { 'text/html': {} } });

const id = z.object({ id: z.string() });
const token = z.object({ token: z.string() });
const attachment = { inquiry: z.string(), number: z.string().meta({ description: 'From 1' }) };
const bytes = { description: 'The file, to be saved', content: { 'application/octet-stream': {} } };
const source = z.object({ source: z.string() });
const cursor = z.string().meta({ description: 'From the answer before, for the next page' });
/** What each action takes is checked where it is done; 422 names what is missing. */
const ACTIONS =
  'qualify, answer, call-note { result, at?, text?, facts? }, return, contacted, opportunity, won, lost, decline, accept, review, fulfilled-by-hand, note, assign { owner, reason, until? }, override { class | exclusion, reason, until? }, pause { clock, reason, until }, resume { clock }';
const staffRefusals = ['401', '403'] as const;

export const api: readonly ApiRoute[] = [
  {
    method: 'post',
    path: '/v1/leads',
    summary: 'An inquiry out of a web form or a program',
    staff: false,
    headers: z.object({
      'idempotency-key': z.string().min(1).max(255).optional().meta({
        description: 'Per source for 24 hours: the same body gets the same answer, another one is refused',
      }),
    }),
    body: {
      types: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
      schema: LeadBody,
    },
    answers: {
      202: data('The inquiry is stored', LeadAccepted),
      200: page('Browsers get a thank-you page'),
      303: { description: 'Browsers are led to the allowed `_redirect` of the form' },
    },
    refusals: ['400', '413', '415', '422', '429'],
  },
  {
    method: 'get',
    path: '/v1/hooks/{source}',
    summary: 'Asked by a tool when its hook is set up: the challenge back, if the token is the one agreed',
    staff: false,
    params: source,
    answers: { 200: { description: 'The challenge (Meta: text, LinkedIn: JSON)' } },
    refusals: ['401', '404'],
  },
  {
    method: 'post',
    path: '/v1/hooks/{source}',
    summary: 'Leads out of a form or ad tool, in the words of that tool; what is not understood is kept',
    staff: false,
    params: source,
    body: {
      types: ['application/json', 'application/x-www-form-urlencoded', 'multipart/form-data'],
      schema: z.unknown(),
    },
    answers: { 200: data('What became of each: `{ inquiries: [ { inquiryId, outcome, leadId? } ] }`') },
    refusals: ['401', '404', '413', '429'],
  },
  {
    method: 'post',
    path: '/v1/events',
    summary: 'What people do on sites and at events: one act, or up to 100',
    staff: false,
    body: {
      types: ['application/json', 'text/plain'],
      schema: z.union([SeenBody, z.array(SeenBody).min(1).max(100)]),
    },
    answers: { 202: data('Counted; kept with the person where a consent allows it', EventsAccepted) },
    refusals: ['400', '413', '422', '429'],
  },
  {
    method: 'get',
    path: '/v1/segments',
    summary:
      'By which rules a browser tells pages what they may show it; the browser decides, and tells nobody',
    staff: false,
    answers: { 200: data('The same for everybody', Segments) },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/leitwerk.js',
    summary: 'The script that sites embed to tell what people do',
    staff: false,
    answers: { 200: { description: 'JavaScript', content: { 'text/javascript': {} } } },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/form-token',
    summary: 'A token that says when a form was shown, signed; the form sends it back as `leitwerkToken`',
    staff: false,
    answers: { 200: data('The token', FormToken) },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/challenge',
    summary:
      'A task for the browser of whoever fills a form in (ALTCHA, protocol 1); its solution is sent as `altcha`',
    staff: false,
    answers: { 200: data('The task', Challenge) },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/health',
    summary: 'Whether the API answers, and in which version',
    staff: false,
    answers: { 200: data('It does', Health) },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/openapi.json',
    summary: 'This description',
    staff: false,
    answers: { 200: data('OpenAPI 3.1') },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/r/{token}',
    summary:
      'A link of a mail: leads on to the address that stood there, and records the click where consent allows it',
    staff: false,
    params: token,
    answers: {
      302: { description: 'To the address' },
      404: page('The link is not ours, or only a part of one'),
      410: page('The mail is too old'),
    },
    refusals: [],
  },
  {
    method: 'head',
    path: '/v1/r/{token}',
    summary: 'The same, and records nothing',
    staff: false,
    params: token,
    answers: { 302: { description: 'To the address' } },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/assignments/{token}',
    summary: "The owner's page behind a personal link; shows, and changes nothing",
    staff: false,
    params: token,
    answers: {
      200: page('The page, or JSON where the caller accepts that first'),
    },
    refusals: ['404', '410'],
  },
  {
    method: 'post',
    path: '/v1/assignments/{token}',
    summary: 'What the owner does with the lead',
    staff: false,
    params: token,
    answers: {
      200: page('The page, or JSON where the caller accepts that first'),
    },
    refusals: ['404', '409', '410', '422'],
  },
  {
    method: 'get',
    path: '/v1/assignments/{token}/attachments/{inquiry}/{number}',
    summary: 'A file that came along with an inquiry, up to 4 MB',
    staff: false,
    params: token.extend(attachment),
    answers: { 200: bytes },
    refusals: ['404', '410', '413'],
  },
  {
    method: 'get',
    path: '/v1/assignments/{token}/contact.vcf',
    summary: 'The person as a contact card (vCard 3.0)',
    staff: false,
    params: token,
    answers: { 200: text('The card', 'text/vcard') },
    refusals: ['404', '410'],
  },
  {
    method: 'get',
    path: '/v1/assignments/{token}/deadline.ics',
    summary: 'The deadline that waits for the owner, as a calendar entry (iCalendar)',
    staff: false,
    params: token,
    answers: { 200: text('The entry', 'text/calendar') },
    refusals: ['404', '409', '410'],
  },
  {
    method: 'get',
    path: '/v1/questions/{token}',
    summary:
      "The person's questionnaire behind a personal link: the next open questions; shows, and changes nothing",
    staff: false,
    params: token,
    answers: { 200: page('The page, or JSON where the caller accepts that first') },
    refusals: ['404', '410'],
  },
  {
    method: 'post',
    path: '/v1/questions/{token}',
    summary: 'Answers to the open questions, by the names of their facts; what is not asked is not taken',
    staff: false,
    params: token,
    answers: {
      200: page(
        'Thanks with a first result (`result`: how the answers were understood, and advice), and the next questions; JSON where the caller accepts that first',
      ),
    },
    refusals: ['400', '404', '410', '413', '415', '422'],
  },
  {
    method: 'get',
    path: '/v1/privacy/{token}',
    summary: 'What is kept about the person, behind a personal link; shows, and changes nothing',
    staff: false,
    params: token,
    answers: { 200: page('The page, or JSON where the caller accepts that first') },
    refusals: ['404', '410'],
  },
  {
    method: 'post',
    path: '/v1/privacy/{token}',
    summary:
      'The person unsubscribes (also with one click, RFC 8058), gives or withdraws a consent, objects, corrects facts, exports all, or asks for erasure',
    staff: false,
    params: token,
    body: {
      types: ['application/x-www-form-urlencoded', 'application/json'],
      schema: PrivacyAction,
    },
    answers: {
      200: page('The page after it, JSON where the caller accepts that first, or the export as a file'),
    },
    refusals: ['400', '403', '404', '410', '413', '415', '422'],
  },
  {
    method: 'get',
    path: '/v1/owner/{token}',
    summary: "An owner's open leads and absences; shows, and changes nothing",
    staff: false,
    params: token,
    answers: { 200: page('The page') },
    refusals: ['404', '410'],
  },
  {
    method: 'post',
    path: '/v1/owner/{token}',
    summary: 'Enters an absence of the owner, or takes one back',
    staff: false,
    params: token,
    body: {
      types: ['application/x-www-form-urlencoded'],
      schema: z.object({ do: z.enum(['add', 'remove']), from: z.iso.date(), to: z.iso.date() }),
    },
    answers: { 303: { description: 'Back to the page' } },
    refusals: ['404', '410', '422'],
  },
  {
    method: 'get',
    path: '/v1/leads',
    summary: 'Leads, a page at a time',
    staff: true,
    query: z.object({ state: z.string(), class: z.string(), owner: z.string(), cursor }).partial(),
    answers: { 200: data('`{ leads, cursor? }`') },
    refusals: ['400', ...staffRefusals],
  },
  {
    method: 'post',
    path: '/v1/leads/search',
    summary: 'Leads by what is known of the person; in the body, since addresses of requests are logged',
    staff: true,
    body: { types: ['application/json'], schema: z.object({ text: z.string() }) },
    answers: { 200: data('`{ leads }`') },
    refusals: ['400', ...staffRefusals],
  },
  {
    method: 'get',
    path: '/v1/leads/{id}',
    summary: 'The whole lead: facts, score with explanation, owner with reason, clocks, inquiries, events',
    staff: true,
    params: id,
    answers: { 200: data('The lead') },
    refusals: [...staffRefusals, '404'],
  },
  {
    method: 'get',
    path: '/v1/leads/{id}/attachments/{inquiry}/{number}',
    summary: 'A file that came along with an inquiry of a lead, up to 4 MB',
    staff: true,
    params: id.extend(attachment),
    answers: { 200: bytes },
    refusals: [...staffRefusals, '404', '413'],
  },
  {
    method: 'post',
    path: '/v1/leads/{id}/actions',
    summary: 'What staff or the CRM does with a lead',
    staff: true,
    params: id,
    body: {
      types: ['application/json'],
      schema: z.looseObject({ action: z.string().meta({ description: ACTIONS }) }),
    },
    answers: { 200: data('The lead afterwards') },
    refusals: ['400', ...staffRefusals, '404', '409', '422'],
  },
  {
    method: 'get',
    path: '/v1/inquiries',
    summary: 'Every inbound item, also those that became no lead',
    staff: true,
    query: z.object({ outcome: z.string(), channel: z.string(), cursor }).partial(),
    answers: { 200: data('`{ inquiries, cursor? }`') },
    refusals: ['400', ...staffRefusals],
  },
  {
    method: 'get',
    path: '/v1/inquiries/{id}',
    summary: 'One inbound item',
    staff: true,
    params: id,
    answers: { 200: data('The inquiry') },
    refusals: [...staffRefusals, '404'],
  },
  {
    method: 'post',
    path: '/v1/inquiries/{id}/actions',
    summary:
      'Decides about an inquiry that was set aside: `approve` takes it in, `correct` with other `facts`, `reject` can be taken back for 30 days',
    staff: true,
    params: id,
    body: {
      types: ['application/json'],
      schema: z.object({
        action: z.literal('review'),
        decision: z.enum(['approve', 'correct', 'reject']),
        facts: LeadBody.optional(),
        reason: z.string().max(2000).optional(),
      }),
    },
    answers: { 200: data('The inquiry afterwards, with each decision in `review`') },
    refusals: ['400', ...staffRefusals, '404', '409', '413', '422'],
  },
  {
    method: 'post',
    path: '/console/inquiries/{id}',
    summary: 'The same, by the forms of the review page',
    staff: true,
    params: id,
    body: {
      types: ['application/x-www-form-urlencoded'],
      schema: z.looseObject({ decision: z.enum(['approve', 'correct', 'reject']) }),
    },
    answers: { 303: { description: 'Back to the review page' } },
    refusals: [...staffRefusals, '404', '409', '422'],
  },
  {
    method: 'get',
    path: '/v1/reviews',
    summary:
      'What waits for a person, the oldest first: pairs that may be one person, single inquiries, leads in quarantine; `{ kind, id, reason, since, ageHours, findings, … }`',
    staff: true,
    query: z.object({ cursor }).partial(),
    answers: { 200: data('`{ reviews, cursor? }`') },
    refusals: ['400', ...staffRefusals],
  },
  {
    method: 'post',
    path: '/v1/imports',
    summary: 'Takes a list in; larger ones than 6 MB are dropped into the bucket',
    staff: true,
    query: StatementTexts,
    body: {
      types: ['text/csv', 'application/octet-stream', 'application/json'],
      schema: z.union([z.string(), JsonRows]),
    },
    answers: { 202: data('The list is stored and will be worked off', z.object({ importId: z.string() })) },
    refusals: ['400', ...staffRefusals, '413', '415', '422'],
  },
  {
    method: 'get',
    path: '/v1/imports/{id}',
    summary: 'How far a list has come and what became of each row; as CSV with `Accept: text/csv`',
    staff: true,
    params: id,
    query: z.object({ cursor, format: z.enum(['csv', 'json']) }).partial(),
    answers: {
      200: {
        description: 'Progress and rows, a page at a time',
        content: { 'application/json': { schema: ImportProgress }, 'text/csv': {} },
      },
    },
    refusals: [...staffRefusals, '404'],
  },
  {
    method: 'get',
    path: '/console/imports',
    summary: 'Where lists are uploaded, and the newest',
    staff: true,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals],
  },
  {
    method: 'post',
    path: '/console/imports',
    summary: 'The form of the page',
    staff: true,
    body: { types: ['multipart/form-data'], schema: z.unknown() },
    answers: { 303: { description: 'To the page of the list' } },
    refusals: [...staffRefusals, '413', '422'],
  },
  {
    method: 'get',
    path: '/console/imports/{id}',
    summary: 'How far a list has come',
    staff: true,
    params: id,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals, '404'],
  },
  {
    method: 'get',
    path: '/capture',
    summary: 'The capture page of call agents and fair stands, out of the lead definition',
    staff: true,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals],
  },
  {
    method: 'post',
    path: '/capture',
    summary: 'A captured lead, from the form or from the script of the page; `capturedAt` may lie back',
    staff: true,
    headers: z.object({
      'idempotency-key': z.string().min(8).max(255).optional().meta({ description: 'Counts once, for ever' }),
    }),
    body: { types: ['application/json', 'application/x-www-form-urlencoded'], schema: LeadBody },
    answers: {
      202: data('What became of it: `{ outcome, inquiryId, leadId? }`'),
      200: page('Browsers without script get a page'),
    },
    refusals: ['400', ...staffRefusals, '413', '422'],
  },
  {
    method: 'get',
    path: '/capture/app.js',
    summary: 'The script of the capture page',
    staff: false,
    answers: { 200: { description: 'JavaScript' } },
    refusals: [],
  },
  {
    method: 'get',
    path: '/capture/worker.js',
    summary: 'Keeps the capture page for when there is no network',
    staff: false,
    answers: { 200: { description: 'JavaScript' } },
    refusals: [],
  },
  {
    method: 'get',
    path: '/console',
    summary: 'The board by state',
    staff: true,
    query: z.object({ state: z.string(), owner: z.string(), cursor }).partial(),
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: ['400', ...staffRefusals],
  },
  {
    method: 'get',
    path: '/console/review',
    summary: 'What lies in quarantine',
    staff: true,
    query: z.object({ cursor }).partial(),
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: ['400', ...staffRefusals],
  },
  {
    method: 'get',
    path: '/console/clocks',
    summary: 'Deadlines at risk',
    staff: true,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals],
  },
  {
    method: 'get',
    path: '/console/calls',
    summary: 'How many leads are to be called, and the button for the next call',
    staff: true,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals],
  },
  {
    method: 'post',
    path: '/console/calls',
    summary: 'Finds the most urgent lead that may be called now and keeps it for whoever asked',
    staff: true,
    answers: { 303: { description: 'To the guide of the call, or back where nobody is to be called' } },
    refusals: [...staffRefusals],
  },
  {
    method: 'get',
    path: '/console/calls/{id}',
    summary: 'The guide of a call: what is known, what is to be asked, how it ended',
    staff: true,
    params: id,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals, '404'],
  },
  {
    method: 'post',
    path: '/console/calls/{id}',
    summary: 'Answers of a call, and its result',
    staff: true,
    params: id,
    body: {
      types: ['application/x-www-form-urlencoded'],
      schema: z.looseObject({
        result: CallResult.optional(),
        at: z.string().optional(),
        text: z.string().optional(),
      }),
    },
    answers: { 303: { description: 'To the next call, or to more questions' } },
    refusals: [...staffRefusals, '404', '422'],
  },
  {
    method: 'get',
    path: '/console/pools',
    summary: 'Pools and standings',
    staff: true,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals],
  },
  {
    method: 'get',
    path: '/console/search',
    summary: 'Where to search',
    staff: true,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals],
  },
  {
    method: 'get',
    path: '/console/leads/{id}',
    summary: 'A lead with its timeline and what may be done',
    staff: true,
    params: id,
    answers: { 200: page('The page'), 303: { description: 'To the sign-in page' } },
    refusals: [...staffRefusals, '404'],
  },
  {
    method: 'post',
    path: '/console/search',
    summary: 'Leads by what is known of the person',
    staff: true,
    body: { types: ['application/x-www-form-urlencoded'], schema: z.object({ text: z.string() }) },
    answers: { 200: page('The page'), 303: { description: 'Back to the page' } },
    refusals: [...staffRefusals],
  },
  {
    method: 'post',
    path: '/console/leads/{id}/actions',
    summary: 'The forms of the page of a lead',
    staff: true,
    params: id,
    body: {
      types: ['application/x-www-form-urlencoded'],
      schema: z.looseObject({ action: z.string() }),
    },
    answers: { 200: page('The page'), 303: { description: 'Back to the page' } },
    refusals: [...staffRefusals, '404', '409', '422'],
  },
  {
    method: 'get',
    path: '/v1/login',
    summary: 'Leads a browser to the sign-in page of the issuer',
    staff: false,
    query: z.object({ to: z.string().meta({ description: 'The page of ours to end on' }) }).partial(),
    answers: { 303: { description: 'To the issuer' } },
    refusals: [],
  },
  {
    method: 'get',
    path: '/v1/login/callback',
    summary: 'Where the issuer leads back to; opens the session',
    staff: false,
    query: z.object({ code: z.string(), state: z.string() }).partial(),
    answers: { 303: { description: 'To the page that was asked for, with the cookie `leitwerk_session`' } },
    refusals: ['400', '403'],
  },
  {
    method: 'post',
    path: '/v1/logout',
    summary: 'Ends the session of a browser',
    staff: false,
    answers: { 200: page('Signed out') },
    refusals: ['403'],
  },
];
