import * as z from 'zod';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { Analysis } from '../../shared/ports/analysis.ts';
import type { Objects } from '../../shared/ports/objects.ts';
import { calendarOf } from '../../shared/rules/deadlines.ts';
import type { Documents } from '../../shared/rules/documents.ts';
import { type AuditPorts, auditDay } from './audit/audit-day.ts';
import { fieldUses } from './rules/field-uses.ts';
import { type DigestPorts, sendDigests } from './send-digests.ts';
import { tellDecay } from './tell-decay.ts';
import { dayBefore, writeReport } from './write-report.ts';

type ReportingPorts = Omit<AuditPorts, 'calendar'> &
  Omit<DigestPorts, 'calendar' | 'smallestGroup'> & { rules: ActiveRules; objects: Objects };

/** A day to report on, or the instant of the schedule: then the day before it. `audit`: a day to audit, or the day before, writing nothing. */
const Asked = z.object({
  day: z.iso.date().optional(),
  audit: z.union([z.iso.date(), z.literal(true)]).optional(),
  time: z.iso.datetime().optional(),
});

/**
 * Audits a day and writes its reports; or audits only, where that is asked for. After the day that has just ended, those who
 * get regular reports get theirs.
 */
export async function reportDay({ rules, objects, ...ports }: ReportingPorts, event: unknown) {
  const { day: asked, audit: only, time } = Asked.parse(event ?? {});
  const wanted = typeof only === 'string' ? only : asked;
  const calendar = calendarOf((await rules.get('calendars')).document);
  const day = wanted ?? dayBefore(time ?? ports.now(), calendar);
  if (only) return { day, ...(await auditDay({ ...ports, calendar }, day)) };
  const { smallestGroup } = (await rules.get('reports')).document;
  const audited = auditDay({ ...ports, calendar }, day).then((audit) => {
    if (audit.findings.length > 0) log.warn('audit-missing', { day, missing: audit.findings.length });
    return audit;
  });
  const uses = fieldUses(await documentsThatAsk(rules));
  const asking = { analysis: askedOnce(ports.analysis), calendar, smallestGroup, uses };
  const written = await writeReport({ ...asking, objects }, day, audited);
  if (!wanted) {
    await tellDecay({ ...ports, ...asking, rules }, day, ports.now());
    await sendDigests({ ...ports, ...asking, rules }, day, ports.now());
  }
  return written;
}

/** The documents in force whose rules may ask for a field. */
async function documentsThatAsk(rules: ActiveRules): Promise<Partial<Documents>> {
  const [scoring, definition, identity, exclusion, routing, fulfilment, nurture, connectors] =
    await Promise.all([
      rules.get('scoring'),
      rules.get('definition'),
      rules.get('identity'),
      rules.get('exclusion'),
      rules.get('routing'),
      rules.get('fulfilment'),
      rules.get('nurture'),
      rules.get('connectors'),
    ]);
  return {
    ...{ scoring: scoring.document, definition: definition.document, identity: identity.document },
    ...{ exclusion: exclusion.document, routing: routing.document, fulfilment: fulfilment.document },
    ...{ nurture: nurture.document, connectors: connectors.document },
  };
}

/** What a run has asked it does not ask again: the day of the report is the last of a week for those who get it by mail. */
function askedOnce(analysis: Analysis): Analysis {
  const answers = new Map<string, ReturnType<Analysis['query']>>();
  return {
    query: (sql) => {
      const answer = answers.get(sql) ?? analysis.query(sql);
      answers.set(sql, answer);
      return answer;
    },
  };
}
