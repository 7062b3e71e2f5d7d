import * as z from 'zod';
import { type BusEvent, busEvent } from '../../shared/domain/bus-event.ts';
import { seqOf } from '../../shared/domain/events.ts';
import { Fault } from '../../shared/domain/faults.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { log } from '../../shared/observe/log.ts';
import type { ActiveRules } from '../../shared/ports/active-rules.ts';
import type { LeadStore } from '../../shared/ports/lead-store.ts';
import type { WebPost } from '../../shared/ports/web-post.ts';
import { conditionFacts, holds } from '../../shared/rules/conditions.ts';
import type { Connector } from '../../shared/rules/connectors.ts';
import { mapLead } from './rules/crm/map-lead.ts';
import { signMessage } from './rules/crm/sign-message.ts';

/** Version of the message that receivers get. */
const MESSAGE_VERSION = 1;

/** An event of the bus as it lies in the queue. */
export const BusMessage = z.object({ 'detail-type': z.string(), detail: busEvent });

/** `{ "default": "…", "crm": "…" }`: the key of a connector by its id; `default` for those that have none. */
const ConnectorKeys = z.object({ default: z.string().min(16) }).catchall(z.string().min(16));

export interface TellCrmPorts {
  store: LeadStore;
  rules: ActiveRules;
  post: WebPost;
  secret: () => Promise<string>;
}

/**
 * Tells every connector that listens what became of a lead, with the lead as it is now (R135). Told again after a
 * failure, a message has the same id.
 * @throws Fault `connector-refused` or `service-unavailable` (retryable): the message comes again, at last it lies among
 * the dead letters
 */
export async function tellCrm(ports: TellCrmPorts, event: BusEvent, now: string): Promise<void> {
  const { document } = await ports.rules.get('connectors');
  // That a person was erased is told to everybody who may have been told of them (Art. 19 GDPR).
  const isErased = event.type === 'LeadErased';
  const listening = document.connectors.filter(
    ({ events }) => isErased || events.some((type) => type === event.type),
  );
  if (listening.length === 0 || event.lead_id === null) return;
  const lead = await ports.store.load(event.lead_id, seqOf(event.event_id));
  if (!lead) return;
  const wanted = listening.filter(
    ({ when }) => isErased || when === undefined || holds(when, conditionFacts(lead)),
  );
  if (wanted.length === 0) return;
  const keys = ConnectorKeys.parse(JSON.parse(await ports.secret()));
  const told = await Promise.allSettled(
    wanted.map((connector) => tell(ports.post, { connector, event, lead, now, keys })),
  );
  const failed = told.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}

interface Telling {
  connector: Connector;
  event: BusEvent;
  lead: Lead;
  now: string;
  keys: Record<string, string> & { default: string };
}

async function tell(post: WebPost, { connector, event, lead, now, keys }: Telling): Promise<void> {
  const { id, url } = connector;
  const body = JSON.stringify({
    version: MESSAGE_VERSION,
    id: event.event_id,
    type: event.type,
    at: event.at,
    lead: { id: lead.id, state: lead.state, class: lead.class, score: lead.score?.value, owner: lead.owner },
    ...(event.type === 'LeadErased'
      ? {}
      : (mapLead(lead, connector) ?? { facts: lead.facts, orders: lead.orders, reason: lead.reason })),
  });
  const key = Object.hasOwn(keys, id) ? (keys[id] ?? keys.default) : keys.default;
  const { status } = await post(url, signMessage(event.event_id, body, now, key), body);
  const about = { connector: id, leadId: lead.id, eventId: event.event_id, status };
  if (status >= 200 && status < 300) {
    log.info('crm-told', about);
    return;
  }
  log.warn('crm-refused', about);
  throw new Fault('connector-refused', { retryable: true, detail: `${id}: ${status}` });
}
