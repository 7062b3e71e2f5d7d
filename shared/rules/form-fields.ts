/** Canonical fields of an inquiry, and those of forms that make them up or steer the answer: what a field of a tool can mean. */
export const formFields = [
  ...['email', 'firstName', 'lastName', 'name', 'salutation', 'title', 'phone', 'birthDate'],
  ...['company', 'jobTitle', 'website', 'industry', 'employees'],
  ...['street', 'houseNumber', 'address', 'postcode', 'city', 'place', 'country', 'language'],
  ...['product', 'products', 'interest', 'message', 'subject'],
  ...['budget', 'orderVolume', 'timeframe', 'authority', 'need', 'currentlyUses'],
  ...['campaign', 'channel', 'capturedAt', 'externalId', 'source', 'noticeVersion'],
  ...['startedAt', 'visitorId', 'formToken', 'work', 'redirect'],
] as const;
