import * as z from 'zod';
import { ImportProgress, JsonRows, StatementTexts } from '../api/imports.ts';
import { LeadBody } from '../api/leads.ts';
import { type ApiRoute, attachment, bytes, cursor, data, id, staffRefusals } from './route.ts';

/** What each action takes is checked where it is done; 422 names what is missing. */
const ACTIONS =
  'qualify, answer, call-note { result, at?, text?, facts? }, return, contacted, opportunity, won, lost, decline, accept, review { decision, facts?, reason? }, fulfilled-by-hand, note, assign { owner, reason, until? }, override { class | exclusion, reason, until? } (an exclusion by whoever may not decide alone is `proposed` and waits until another person answers it with review { decision: confirm | reject }), pause { clock, reason, until }, resume { clock }';

/** What programs of staff call. */
export const staffRoutes: readonly ApiRoute[] = [
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
    method: 'get',
    path: '/v1/reviews',
    summary:
      'What waits for a person, the oldest first: pairs that may be one person, exclusions that wait for a second person, single inquiries, leads in quarantine; `{ kind, id, reason, since, ageHours, findings, … }`',
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
];
