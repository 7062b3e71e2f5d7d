/** What the body of a form or ad tool means: inquiries, and what is none, with the reason. */
import type { HookTool } from '../../shared/rules/hooks.ts';
import { nothingRejected } from './rules/findings.ts';
import { type HookLead, readHook } from './rules/hooks/read-hook.ts';
import type { Plain } from './rules/plain-values.ts';
import type { ReadingContext } from './rules/reading.ts';
import { type Understood, understand } from './understand.ts';

export type UnderstoodHook =
  | { kind: 'inquiry'; understood: Understood }
  | { kind: 'ignored'; reason: 'test-lead' | 'no-lead'; understood: Understood }
  /** Waits for a person: the lead lies with the tool, or nobody in it can be reached. */
  | { kind: 'nobody'; reason: 'needs-retrieval' | 'not-understood'; understood: Understood };

/** Pure: the same body gives the same result. Empty where there is no lead in it. */
export function understandHook(
  body: Plain,
  { tool, source }: { tool: HookTool; source: string },
  context: ReadingContext,
): UnderstoodHook[] {
  return readHook(body, tool).map((lead) =>
    understandLead(lead, { ...context, channel: tool.channel, source }),
  );
}

function understandLead(lead: HookLead, sender: Parameters<typeof understand>[1]): UnderstoodHook {
  const said = understand(lead.fields, sender);
  const understood = { ...said, findings: nothingRejected(said.findings) };
  const { email, phone, street } = understood.facts;
  if (lead.other) return { kind: 'ignored', reason: 'no-lead', understood };
  if (lead.test) return { kind: 'ignored', reason: 'test-lead', understood };
  if (lead.elsewhere) return { kind: 'nobody', reason: 'needs-retrieval', understood };
  if (!email && !phone && !street) return { kind: 'nobody', reason: 'not-understood', understood };
  return { kind: 'inquiry', understood };
}
