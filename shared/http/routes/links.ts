import * as z from 'zod';
import { PrivacyAction } from '../api/privacy.ts';
import { type ApiRoute, attachment, bytes, page, text, token } from './route.ts';

/** What persons and owners open from a link in a mail. The token in it is the key. */
export const linkRoutes: readonly ApiRoute[] = [
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
];
