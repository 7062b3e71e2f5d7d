/** Everything the functions say in their logs: a code and its sentence. No sentence and no field names a person. */
export const codes = {
  'batch-started': 'A batch of messages is worked off',
  'message-failed': 'A message could not be worked off and will be delivered again',
  'message-parked': 'A message can never be worked off; it goes to the dead-letter queue',
  'mail-taken': 'A received mail was taken in; the outcome says as what',
  'request-failed': 'A request ended in a fault',
  'record-failed': 'A stream record could not be passed on and will be delivered again',
  'lead-routed': 'A qualified lead was given to a pool',
  'lead-assigned': 'A lead was given to an owner',
  'lead-parked': 'Nobody of the pool can take the lead now',
  'staff-told': 'A message to staff was sent',
  'staff-unreachable': 'A message to staff could not be sent',
  'crm-told': 'A connector took a message about a lead',
  'crm-refused': 'A connector did not take a message about a lead; it comes again',
  'sign-in-refused': 'Somebody came back from the sign-in page and could not be let in',
  'rules-kept': 'Rules could not be read; the last ones go on deciding',
  'rules-activated': 'Changed rule documents were put in force',
  'rules-refused': 'A rule document was refused; its last good version stays in force',
  'lead-scored': 'A lead was scored',
  'inquiry-answered': 'An inquiry got its answer',
  'answer-failed': 'An inquiry could not be answered; a person has to',
  'answer-in-doubt': 'An answer may or may not have been sent; the provider will tell',
  'mail-settled': 'A report of the mail provider changed a lead',
  'template-refused': 'A mail template cannot be used; the last good one is sent instead',
  'templates-unavailable': 'The mail templates could not be read; the ones in use go on',
} as const;

export type Code = keyof typeof codes;
