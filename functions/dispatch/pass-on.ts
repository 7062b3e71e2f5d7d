import { type AnalysisRecord, analysisOf, analysisOfSetAside } from '../../shared/domain/analysis.ts';
import { busDetail } from '../../shared/domain/bus-event.ts';
import { type EventPointer, inquiryOf, type LeadEvent } from '../../shared/domain/events.ts';
import { evolve } from '../../shared/domain/evolve.ts';
import type { EventBus } from '../../shared/ports/event-bus.ts';
import type { Message, Queue } from '../../shared/ports/queue.ts';
import type { StoredChange } from '../../shared/ports/stored-change.ts';
import { type Destination, delayOf, destinations } from './rules/destinations.ts';

export interface Outlets {
  queues: Record<Destination, Queue>;
  analysis: Queue;
  bus: EventBus;
}

/**
 * Passes stored changes on to the queues, the analysis data and the bus. May be repeated: receivers know an event by
 * its id.
 * @throws Fault of a queue or of the bus; nothing is lost, because the stream delivers the changes again
 */
export async function passOn(changes: readonly StoredChange[], outlets: Outlets): Promise<void> {
  const pointers: Record<Destination, Message[]> = {
    score: [],
    recognise: [],
    fulfil: [],
    route: [],
    notify: [],
    erase: [],
  };
  const records: AnalysisRecord[] = [];
  for (const change of changes) {
    if (change.kind === 'inquiry') {
      records.push(analysisOfSetAside(change.inquiry));
      continue;
    }
    let lead = change.before;
    for (const event of change.events) {
      const after = evolve(lead, event);
      records.push(analysisOf(event, lead, after));
      for (const destination of destinations(event)) {
        const delaySeconds = delayOf(event, destination);
        pointers[destination].push({ body: pointer(event), ...(delaySeconds > 0 ? { delaySeconds } : {}) });
      }
      lead = after;
    }
  }
  const { queues, analysis, bus } = outlets;
  await Promise.all([
    queues.score.send(pointers.score),
    queues.recognise.send(pointers.recognise),
    queues.fulfil.send(pointers.fulfil),
    queues.route.send(pointers.route),
    queues.notify.send(pointers.notify),
    queues.erase.send(pointers.erase),
    analysis.send(records.map((body) => ({ body }))),
    bus.publish(records.map(busDetail)),
  ]);
}

function pointer(event: LeadEvent): EventPointer {
  const inquiryId = inquiryOf(event);
  return {
    eventId: event.id,
    type: event.type,
    leadId: event.leadId,
    ...(inquiryId ? { inquiryId } : {}),
    ...(event.type === 'ClockStepTaken' ? { clock: event.data.clock } : {}),
    at: event.at,
    correlationId: event.correlationId,
  };
}
