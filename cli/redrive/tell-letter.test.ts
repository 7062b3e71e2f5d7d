import { expect, it } from 'vitest';
import { tellLetter } from './tell-letter.ts';

const Attributes = { SentTimestamp: '1795420800000' };
const sentAt = '2026-11-23T08:00:00.000Z';

it.each([
  [
    'which event of which lead it is about',
    { Body: JSON.stringify({ eventId: 'lead_1.3', type: 'LeadScored', leadId: 'lead_1' }) },
    { type: 'LeadScored', leadId: 'lead_1' },
  ],
  [
    'what the function failed with',
    {
      Body: JSON.stringify({
        requestContext: { condition: 'RetriesExhausted' },
        requestPayload: { day: '2026-11-22' },
        responsePayload: { errorType: 'Fault', errorMessage: 'query of eva@werk.example failed' },
      }),
    },
    { reason: 'Fault' },
  ],
  [
    'why the bus gave it up',
    { Body: '{}', MessageAttributes: { ERROR_CODE: { DataType: 'String', StringValue: 'NO_PERMISSIONS' } } },
    { reason: 'NO_PERMISSIONS' },
  ],
  ['nothing of a body that is no JSON', { Body: 'From: eva@werk.example' }, {}],
  [
    'nothing of a mail’s header',
    { Body: JSON.stringify({ type: 'Notification', Message: 'From: eva@werk.example' }) },
    { type: 'Notification' },
  ],
  [
    'no personal data in the place of an id',
    { Body: JSON.stringify({ type: 'Anfrage von Eva', leadId: 'eva@werk.example' }) },
    {},
  ],
])('tells of a dead letter %s', (_, message, told) => {
  expect(tellLetter({ ...message, Attributes })).toEqual({ sentAt, ...told });
});
