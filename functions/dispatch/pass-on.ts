import { type AnalysisRecord, analysisOf } from '../../shared/domain/analysis.ts';
import { type EventPointer, inquiryOf, type LeadEvent } from '../../shared/domain/events.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import type { EventBus } from '../../shared/ports/event-bus.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import { type Destination, destinations } from './rules/destinations.ts';

/** One write of a lead as the stream shows it: the lead before, and the events that the write added. */
export interface StoredChange {
  before: Lead | null;
  events: readonly LeadEvent[];
}

export interface Outlets {
  queues: Record<Destination, Queue>;
  analysis: Queue;
  bus: EventBus;
}

/**
 * Passes the events of stored changes on to the queues, the analysis data and the bus. May be repeated: receivers
 * know an event by its id.
 * @throws Fault of the queue or bus; nothing is lost, because the stream delivers the changes again
 */
export async function passOn(changes: readonly StoredChange[], outlets: Outlets): Promise<void> {
  const pointers: Record<Destination, EventPointer[]> = { score: [], fulfil: [], route: [], notify: [] };
  const records: AnalysisRecord[] = [];
  for (const change of changes) {
    let lead = change.before;
    for (const event of change.events) {
      const after = evolve(lead, event);
      records.push(analysisOf(event, lead, after));
      for (const destination of destinations(event)) pointers[destination].push(pointer(event));
      lead = after;
    }
  }
  await Promise.all([
    outlets.queues.score.send(pointers.score.map((body) => ({ body }))),
    outlets.queues.fulfil.send(pointers.fulfil.map((body) => ({ body }))),
    outlets.queues.route.send(pointers.route.map((body) => ({ body }))),
    outlets.queues.notify.send(pointers.notify.map((body) => ({ body }))),
    outlets.analysis.send(records.map((body) => ({ body }))),
    outlets.bus.publish(
      records.map(({ event }) => ({ type: String(event.type), detail: { schemaVersion: 1, ...event } })),
    ),
  ]);
}

function pointer(event: LeadEvent): EventPointer {
  const inquiryId = inquiryOf(event);
  return {
    eventId: event.id,
    type: event.type,
    leadId: event.leadId,
    ...(inquiryId ? { inquiryId } : {}),
    at: event.at,
    correlationId: event.correlationId,
  };
}
