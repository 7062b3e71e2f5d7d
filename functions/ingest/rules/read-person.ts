import { readDay } from './day.ts';
import { isKeyMash, isPlaceholder } from './key-mash.ts';
import { readName, readSalutation } from './person-name.ts';
import { type Reading, report, setAside, textOf } from './reading.ts';

/** Nobody who writes was born before. */
const EARLIEST_BIRTH = '1900-01-01';

/** Names, salutation, position and birthday. */
export function readPerson(reading: Reading): void {
  const { facts, said } = reading;
  const title = textOf(reading, 'title');
  // English forms call the position a title, German ones the degree.
  const isDegree =
    title === undefined || readSalutation(title) !== undefined || /^(dr|prof|dipl|mag|ing|ph)/i.test(title);
  const {
    salutation,
    title: degree,
    ...name
  } = readName({
    name: namedIn(reading, 'name'),
    firstName: namedIn(reading, 'firstName'),
    lastName: namedIn(reading, 'lastName'),
    salutation: textOf(reading, 'salutation') ?? (isDegree ? title : undefined),
    title: isDegree && title && !readSalutation(title) ? title : undefined,
  });
  Object.assign(facts, name);
  if (salutation) said.extra.salutation ??= salutation;
  if (degree) said.extra.title ??= degree;
  if (name.name && isPlaceholder(name.name)) {
    // What is no name is not written as one.
    facts.name = namedIn(reading, 'name') ?? name.name;
    report(reading, 'name', 'name-placeholder');
  } else if ([name.firstName, name.lastName, name.name].some((part) => part && isKeyMash(part)))
    report(reading, 'name', 'name-key-mash');
  const jobTitle = textOf(reading, 'jobTitle') ?? (isDegree ? undefined : title);
  if (jobTitle) facts.jobTitle = jobTitle;
  readBirthday(reading);
}

/** An e-mail address under a name is nobody's name: it is set aside. */
function namedIn(reading: Reading, field: 'name' | 'firstName' | 'lastName'): string | undefined {
  const text = textOf(reading, field);
  if (!text || !/\S@[^\s@]+\.\S/.test(text)) return text;
  if (reading.said.extra[field] === undefined) setAside(reading, field, 'field-unreadable');
  return undefined;
}

function readBirthday(reading: Reading): void {
  const { facts, context } = reading;
  const text = textOf(reading, 'birthDate');
  if (!text) return;
  const day = readDay(text, context.now);
  if (day && day >= EARLIEST_BIRTH && day <= context.now.slice(0, 10)) facts.birthDate = day;
  else setAside(reading, 'birthDate', 'date-unusable');
}
