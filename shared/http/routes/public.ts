import * as z from 'zod';
import { EventsAccepted, SeenBody, Segments } from '../api/events.ts';
import { Challenge, FormToken } from '../api/form-proofs.ts';
import { Health } from '../api/health.ts';
import { LeadAccepted, LeadBody } from '../api/leads.ts';
import { type ApiRoute, data, page } from './route.ts';

const source = z.object({ source: z.string() });

/** What senders and programs without a name call: forms, hooks, behaviour, and what describes the API. */
export const publicRoutes: readonly ApiRoute[] = [
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
];
