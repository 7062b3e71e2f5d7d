import { randomUUID } from 'node:crypto';
import type { BusEvent, Cloud } from '../../contract.ts';
import { matchesPattern } from './event-pattern.ts';

/** An event before the bus has stamped it. */
interface EventDraft {
  readonly source: string;
  readonly detailType: string;
  readonly detail: unknown;
  readonly resources?: readonly string[];
  /** ISO instant; the system's time if absent. */
  readonly time?: string;
}

/** EventBridge: takes events and hands them to the rules of the template that match. */
export interface Bus {
  /** Whether the account has a bus of this name. */
  has(bus: string): boolean;
  /** Puts an event on a bus (name, `default` if absent); answers the event's id. */
  emit(draft: EventDraft, bus?: string): string;
}

/** The buses of the template and the account's default bus; enabled rules with a pattern receive what matches. */
export function createBus(cloud: Pick<Cloud, 'model' | 'now' | 'deliver'>): Bus {
  const names = new Set(['default', ...cloud.model.resources('AWS::Events::EventBus').map((bus) => bus.ref)]);
  const rules = cloud.model.rules.filter((rule) => rule.enabled && rule.pattern);
  return {
    has: (bus) => names.has(bus),
    emit: (draft, bus = 'default') => {
      const event = stamp(draft, cloud);
      for (const rule of rules) {
        if (rule.bus === bus && matchesPattern(rule.pattern, event)) cloud.deliver(rule, event);
      }
      return event.id;
    },
  };
}

function stamp(draft: EventDraft, cloud: Pick<Cloud, 'model' | 'now'>): BusEvent {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': draft.detailType,
    source: draft.source,
    account: cloud.model.account,
    // EventBridge gives whole seconds
    time: `${(draft.time ?? cloud.now().toISOString()).slice(0, 19)}Z`,
    region: cloud.model.region,
    resources: draft.resources ?? [],
    detail: draft.detail,
  };
}
