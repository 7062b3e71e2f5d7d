import { addCalendarDays, localDate } from '../../../shared/domain/business-time.ts';
import { calendarOf } from '../../../shared/rules/deadlines.ts';
import { type Check, failed, ok } from '../finding.ts';

/** The report of yesterday is written at 02:30 UTC; with its retries it is there by then, milliseconds after midnight UTC. */
const REPORT_DUE_MS = 4 * 3_600_000;

/** Whether the work gets done: nothing given up, the report of yesterday there. */
export const workChecks: readonly Check[] = [
  {
    name: 'dead letters',
    async look({ deadLetters }) {
      const queues = await deadLetters();
      if (queues.length === 0)
        return failed('no queue found', 'Deploy again; has the deployment of the stack pipeline ended well?');
      const full = queues.filter(({ messages }) => messages > 0);
      if (full.length === 0) return ok(`${queues.length} queues, all empty`);
      return full.map(({ queue, messages }) =>
        failed(
          `${queue} holds ${messages} ${messages === 1 ? 'message' : 'messages'}`,
          `docs/runbook.md, heading ${queue}: find the reason, mend it, drive the messages back.`,
        ),
      );
    },
  },
  {
    name: 'report',
    async look({ latestReport, deployedAt, rules }, now) {
      const calendar = calendarOf((await rules.get('calendars')).document);
      const latest = await latestReport();
      const lately = new Date(Date.parse(now) - REPORT_DUE_MS).toISOString();
      const due = localDate(addCalendarDays(lately, -1, calendar), calendar);
      if (latest !== null && latest >= due) return ok(`the newest is that of ${latest}`);
      if (latest === null && localDate(await deployedAt(), calendar) >= due)
        return ok('none yet: the first is written at 02:30 UTC');
      return failed(
        latest === null ? 'none was ever written' : `the newest is that of ${latest}, ${due} is missing`,
        'docs/runbook.md, heading ReportDeadLetters: the log of the function Report says why.',
      );
    },
  },
];
