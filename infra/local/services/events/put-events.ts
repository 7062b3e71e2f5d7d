import * as z from 'zod';
import type { Service } from '../../contract.ts';
import { isRecord, parseJson } from '../json.ts';
import { AwsRefusal, jsonService } from '../json-service.ts';
import type { Bus } from './bus.ts';

const Entry = z.object({
  Source: z.string().optional(),
  DetailType: z.string().optional(),
  Detail: z.string().optional(),
  EventBusName: z.string().optional(),
  Resources: z.array(z.string()).optional(),
  /** The SDK sends seconds since 1970. */
  Time: z.number().optional(),
});
type Entry = z.infer<typeof Entry>;
const PutEventsRequest = z.object({ Entries: z.array(Entry) });

/** Limits of PutEvents: entries a call and bytes a call. */
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;

/** EventBridge's PutEvents: entries are taken or refused one by one, as `FailedEntryCount` tells. */
export function createEventsService(bus: Bus): Service {
  return jsonService('events', {
    PutEvents: (request) => {
      const entries = readEntries(request);
      const results = entries.map((entry) => putEntry(entry, bus));
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  });
}

function readEntries(request: unknown): Entry[] {
  const parsed = PutEventsRequest.safeParse(request);
  if (!parsed.success) throw new AwsRefusal('ValidationException', parsed.error.message);
  const entries = parsed.data.Entries;
  if (entries.length < 1 || entries.length > MAX_ENTRIES) {
    throw new AwsRefusal('ValidationException', `entries must have 1 to ${MAX_ENTRIES} members`);
  }
  if (entries.reduce((sum, entry) => sum + sizeOf(entry), 0) > MAX_BYTES) {
    throw new AwsRefusal(
      'ValidationException',
      'Total size of the entries in the request is over the limit.',
    );
  }
  return entries;
}

/** Bytes an entry counts: 14 for a time, and its texts in UTF-8. */
function sizeOf(entry: Entry): number {
  const texts = [entry.Source, entry.DetailType, entry.Detail, ...(entry.Resources ?? [])];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text ?? ''), entry.Time === undefined ? 0 : 14);
}

type EntryResult = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

function putEntry(entry: Entry, bus: Bus): EntryResult {
  const { Source: source, DetailType: detailType } = entry;
  const busName = (entry.EventBusName ?? 'default').replace(/^arn:.*:event-bus\//, '');
  if (!source)
    return refused(
      'InvalidArgument',
      'Parameter Source is not valid. Reason: Source is a required argument.',
    );
  if (!detailType)
    return refused('InvalidArgument', 'Parameter DetailType is not valid. Reason: it is required.');
  if (source.startsWith('aws.'))
    return refused('NotAuthorizedForSourceException', 'Not authorized for the source.');
  const detail = parseJson(entry.Detail ?? '');
  if (!isRecord(detail)) return refused('MalformedDetail', 'Detail is malformed.');
  if (!bus.has(busName)) return refused('ResourceNotFoundException', `Event bus ${busName} does not exist.`);
  const time = entry.Time === undefined ? undefined : new Date(entry.Time * 1000).toISOString();
  const resources = entry.Resources ?? [];
  return { EventId: bus.emit({ source, detailType, detail, resources, ...(time && { time }) }, busName) };
}

function refused(code: string, message: string): EntryResult {
  return { ErrorCode: code, ErrorMessage: message };
}
