import { describe, expect, it } from 'vitest';
import { imageType, storedChange } from '../../shared/adapters/dynamodb/images.ts';
import { memoryQueue } from '../../shared/adapters/memory/queue.ts';
import type { Draft } from '../../shared/domain/events.ts';
import { record } from '../../shared/domain/evolve.ts';
import type { Lead } from '../../shared/domain/lead.ts';
import { newLead, received } from '../../test/fixtures/lead.ts';
import { type Outlets, passOn } from './pass-on.ts';

const NOW = '2027-01-19T09:00:00.000Z';

function outlets() {
  const queues = {
    score: memoryQueue(),
    recognise: memoryQueue(),
    fulfil: memoryQueue(),
    route: memoryQueue(),
    notify: memoryQueue(),
    erase: memoryQueue(),
  };
  const analysis = memoryQueue();
  const published: { type: string; detail: unknown }[] = [];
  const bus = {
    publish: async (entries: readonly { type: string; detail: unknown }[]) => void published.push(...entries),
  };
  return { queues, analysis, bus, published } satisfies Outlets & { published: unknown };
}

const wakes = (to: ReturnType<typeof outlets>) =>
  Object.entries(to.queues).flatMap(([name, queue]) => queue.messages.map(() => name));

const parted = { lead: 'lead_9', stay: [], refused: {} };
const joined: Draft = {
  type: 'DuplicateMerged',
  data: { lead: 'lead_9', facts: {}, extra: {}, consents: {}, organisation: null, inquiries: [], orders: [] },
};

/** What an erasure writes. */
const eraseNothing = ({
  id,
  version,
  seq,
  createdAt,
  updatedAt,
  state,
  stateSince,
  ...rest
}: Lead): [Draft] => [{ type: 'LeadErased', to: 'erased', data: { createdAt, rest, passedTo: [] } }];

describe('a stored change', () => {
  const lead = newLead({ email: 'eva@ott.example', firstName: 'Eva', country: 'DE', postcode: '20095' }, NOW);
  const step = (
    action: 'again' | 'remind' | 'requalify',
    clock: 'fulfilment' | 'routing' | 'acceptance',
  ): Draft => ({
    type: 'ClockStepTaken',
    data: { clock, run: 'r', step: 's', do: action, tell: 'nobody' },
  });

  it.each<[string, Draft, string[]]>([
    ['an inquiry', received({}, NOW, 'inq_2'), ['score', 'fulfil']],
    [
      'a lead that comes back by rule',
      { type: 'LeadRequalified', to: 'qualifying', data: { reason: 'win-back' } },
      ['score'],
    ],
    [
      'a lead that sales gives back',
      { type: 'LeadReturned', data: { owner: 'anna', reason: 'not-ripe', missing: [] } },
      ['recognise', 'fulfil', 'route'],
    ],
    ['a lead that cools down', { type: 'LeadRequalified', data: { reason: 'no-longer-hot' } }, []],
    ['new facts', { type: 'FactsChanged', data: { facts: {}, source: 'x' } }, ['score']],
    [
      'an approved review',
      { type: 'ReviewDecided', data: { decision: 'approve' } },
      ['score', 'recognise', 'fulfil'],
    ],
    [
      'a new phone number',
      { type: 'FactsChanged', data: { facts: { phone: '+4930111' }, source: 'x' } },
      ['score', 'recognise'],
    ],
    [
      'an inquiry that names the person',
      received({ lastName: 'Ott' }, NOW, 'inq_3'),
      ['score', 'recognise', 'fulfil'],
    ],
    ['a lead taken over', joined, ['score']],
    ['a lead that another one has left', { type: 'MergeUndone', data: parted }, ['score']],
    ['a rejected review', { type: 'ReviewDecided', data: { decision: 'reject' } }, []],
    ['a note', { type: 'NoteAdded', data: { text: 'x' } }, []],
    [
      'an answer that failed',
      { type: 'AnswerFailed', data: { inquiryId: 'inq_1', reason: 'bounced' } },
      ['notify'],
    ],
    ['a lost answer', step('again', 'fulfilment'), ['score', 'fulfil']],
    ['a lost routing', step('again', 'routing'), ['route']],
    ['a reminder', step('remind', 'acceptance'), ['notify']],
    ['a requalification', step('requalify', 'acceptance'), ['score']],
  ])('wakes for %s whoever must act', async (_, draft, expected) => {
    const to = outlets();
    const { events } = record(lead.id, lead, [draft], { now: NOW, by: 'system', correlationId: 'c' });
    await passOn([{ kind: 'lead', before: lead, events }], to);
    expect(wakes(to)).toEqual(expected);
    expect(to.analysis.messages).toHaveLength(1);
    expect(to.published).toHaveLength(1);
  });

  it.each<[string, Draft, number]>([
    ['of a round', { type: 'RoundBegun', data: { round: 1, ask: ['industry'] } }, 120],
    [
      'after a return, which can be taken back,',
      { type: 'LeadReturned', data: { owner: 'anna', reason: 'not-ripe', missing: ['industry'] } },
      660,
    ],
  ])(
    'lets facts be looked up before the mail %s asks for them, which nothing holds up for longer (R76)',
    async (_, draft, seconds) => {
      const to = outlets();
      const { events } = record(lead.id, lead, [draft], { now: NOW, by: 'system', correlationId: 'c' });
      await passOn([{ kind: 'lead', before: lead, events }], to);
      expect(to.queues.recognise.messages.map(({ delaySeconds }) => delaySeconds)).toEqual([undefined]);
      expect(to.queues.fulfil.messages.map(({ delaySeconds }) => delaySeconds)).toEqual([seconds]);
    },
  );

  it('carries nothing of the person on any queue or bus', async () => {
    const to = outlets();
    const draft = received(
      { firstName: 'Sentinella', email: 'sentinella@x.example', phone: '+4940999' },
      NOW,
      'inq_2',
    );
    const { events } = record(lead.id, lead, [draft], { now: NOW, by: 'person', correlationId: 'c' });
    await passOn([{ kind: 'lead', before: lead, events }], to);
    const all =
      JSON.stringify([...Object.values(to.queues), to.analysis].map(({ messages }) => messages)) +
      JSON.stringify(to.published);
    expect(all).not.toMatch(/sentinella|\+4940999|eva/i);
  });

  it('has a person erased only where that is granted, and lets owners, receivers and the next lead know', async () => {
    const about = (granted?: true): Draft => ({
      type: 'RightsRequested',
      data: { run: 'rights:1', right: 'erasure', ...(granted ? { granted } : {}) },
    });
    const wokenBy = async (draft: Draft) => {
      const to = outlets();
      const { events } = record(lead.id, lead, [draft], { now: NOW, by: 'person', correlationId: 'c' });
      await passOn([{ kind: 'lead', before: lead, events }], to);
      return wakes(to);
    };
    expect(await wokenBy(about())).toEqual(['fulfil', 'notify']);
    expect(await wokenBy(about(true))).toEqual(['erase']);
    const [erased] = eraseNothing(lead);
    expect(await wokenBy(erased)).toEqual(['route', 'notify']);
  });

  it('counts an inquiry that became no lead', async () => {
    const to = outlets();
    await passOn(
      [
        {
          kind: 'inquiry',
          inquiry: {
            id: 'inq_9',
            outcome: 'ignored',
            reason: 'auto-reply',
            leadId: null,
            channel: 'email',
            source: 'sales',
            capturedAt: NOW,
            receivedAt: NOW,
            facts: {},
            extra: {},
            consents: {},
            utm: {},
            findings: [],
            attachments: [],
            raw: null,
          },
        },
      ],
      to,
    );
    expect(wakes(to)).toEqual([]);
    expect(to.analysis.messages[0]?.body).toMatchObject({
      event: { type: 'InquirySetAside', outcome: 'ignored' },
    });
  });

  it('passes nothing on for counters, locks and removed items', () => {
    expect(storedChange({ NewImage: { pk: { S: 'RATE#x' }, fullAt: { N: '1' } } })).toBeNull();
    expect(storedChange({ NewImage: { pk: { S: 'x' }, type: { S: 'identity' } } })).toBeNull();
    expect(storedChange({ OldImage: { type: { S: 'lead' } } })).toBeNull();
    expect(imageType({})).toBeUndefined();
  });
});
