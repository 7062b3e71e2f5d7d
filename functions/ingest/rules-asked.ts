import { CalendarsDocument } from '../../shared/rules/calendars.ts';
import { DeadlinesDocument } from '../../shared/rules/deadlines.ts';
import { IntakeDocument } from '../../shared/rules/intake.ts';
import { RetentionDocument } from '../../shared/rules/retention.ts';

/** The rule documents that the intake asks for: how to read and check, and until when an answer is due. */
export const intakeSchemas = {
  intake: IntakeDocument,
  deadlines: DeadlinesDocument,
  calendars: CalendarsDocument,
  retention: RetentionDocument,
};
