import type { Clock } from '../../../shared/domain/clock.ts';
import { contentLines, textValue } from './content-lines.ts';

/** An appointment for what a deadline asks for ends at the deadline. */
const MINUTES = 30;

/**
 * A deadline as an entry for the owner's calendar (iCalendar, RFC 5545), reminding an hour before. The same deadline
 * has the same UID, so that an entry taken twice stays one.
 * @param entry `title` and `link` as the owner reads them; `now` ISO instant
 */
export function calendarEntry(entry: {
  leadId: string;
  clock: Clock;
  title: string;
  link: string;
  now: string;
}): string {
  const { leadId, clock, title, link, now } = entry;
  const begin = new Date(Date.parse(clock.target) - MINUTES * 60_000).toISOString();
  return contentLines([
    ['BEGIN', 'VCALENDAR'],
    ['VERSION', '2.0'],
    ['PRODID', '-//Leitwerk//Lead management//EN'],
    ['METHOD', 'PUBLISH'],
    ['BEGIN', 'VEVENT'],
    ['UID', textValue(`${leadId}-${clock.run}`)],
    ['DTSTAMP', utc(now)],
    ['DTSTART', utc(begin)],
    ['DTEND', utc(clock.target)],
    ['SUMMARY', textValue(title)],
    ['URL', link],
    ['BEGIN', 'VALARM'],
    ['ACTION', 'DISPLAY'],
    ['DESCRIPTION', textValue(title)],
    ['TRIGGER', '-PT1H'],
    ['END', 'VALARM'],
    ['END', 'VEVENT'],
    ['END', 'VCALENDAR'],
  ]);
}

/** An instant as calendars write it: `20270119T090000Z`. */
function utc(instant: string): string {
  return `${instant.slice(0, 19).replace(/[-:]/g, '')}Z`;
}
