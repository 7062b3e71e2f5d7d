import { describe, expect, it } from 'vitest';
import { Fault } from '../../shared/domain/faults.ts';
import type { OutgoingMail } from '../../shared/ports/mailer.ts';
import { answerInquiries, type FulfilPorts } from './answer-inquiry.ts';
import { settleMail } from './settle-mail.ts';
import { minutesLater, received, report, type World, world } from './testing.ts';

type Step = 'claim' | 'count' | 'send' | 'done' | 'record';
const steps: Step[] = ['claim', 'count', 'send', 'done', 'record'];
const never = new Promise<never>(() => {});

/** The ports of a function that is killed at a step: nothing after it happens, no error is handled, nobody is told. */
function killedAt(
  step: Step,
  when: 'before' | 'after',
  ports: FulfilPorts,
): { ports: FulfilPorts; died: Promise<void> } {
  let die = () => {};
  const died = new Promise<void>((resolve) => {
    die = resolve;
  });
  const fatal =
    <A extends unknown[], R>(at: Step, work: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      if (at !== step) return work(...args);
      if (when === 'after') await work(...args);
      die();
      return never;
    };
  const { claims, rates, mailer, store } = ports;
  return {
    died,
    ports: {
      ...ports,
      claims: { ...claims, claim: fatal('claim', claims.claim), done: fatal('done', claims.done) },
      rates: { take: fatal('count', rates.take) },
      mailer: { send: fatal('send', mailer.send) },
      store: { ...store, commit: fatal('record', store.commit) },
    },
  };
}

/** What arrives after the interruption: the queue delivers again, the provider reports what left, the clock asks again. */
const deliveries = {
  queue: (given: World, event: Parameters<typeof answerInquiries>[1], minute: number) =>
    answerInquiries(given.ports, event, minutesLater(minute)),
  provider: async (given: World, _event: unknown, minute: number) => {
    for (const mail of [...given.mailer.sent])
      await settleMail(given.ports, report('Send', mail), minutesLater(minute));
  },
  clock: (given: World, event: Parameters<typeof answerInquiries>[1], minute: number) =>
    answerInquiries(given.ports, { ...event, type: 'ClockStepTaken' }, minutesLater(minute)),
};
type Delivery = keyof typeof deliveries;

const orders: Delivery[][] = [
  ['queue', 'provider', 'clock'],
  ['provider', 'queue', 'clock'],
  ['provider', 'clock'],
  ['queue', 'queue', 'provider', 'clock', 'clock', 'queue', 'provider'],
];

const cases = steps.flatMap((step) =>
  (['before', 'after'] as const).flatMap((when) =>
    orders.map((order) => ({ step, when, order, name: order.join(', ') })),
  ),
);

describe('an answer whose function is killed is neither lost nor sent twice (spec 4)', () => {
  it.each(cases)('$when the step "$step", then: $name', async ({ step, when, order }) => {
    const given = world();
    const event = await given.receive();
    const killed = killedAt(step, when, given.ports);
    void answerInquiries(killed.ports, event, received);
    await killed.died;

    for (const [index, delivery] of order.entries()) {
      await deliveries[delivery](given, event, delivery === 'clock' ? 15 : 3 + index / 10);
    }

    expect(given.mailer.sent).toHaveLength(1);
    expect(await given.history()).toMatchObject([
      { type: 'InquiryAnswered', data: { how: 'mail', package: 'demo-de', mailId: expect.any(String) } },
    ]);
    expect((await given.lead()).inquiries[0]?.answered?.package).toBe('demo-de');
  });

  it.each<[string, boolean]>([
    ['had been sent', true],
    ['had not been sent', false],
  ])('where the provider gave no answer and the mail %s', async (_what, wasSent) => {
    const given = world();
    const fault = new Fault('mail-in-doubt', { retryable: true });
    given.mailer.behaves(wasSent ? { outcome: 'lost-answer', fault } : fault);
    const event = await given.receive();
    await answerInquiries(given.ports, event, received);
    await deliveries.provider(given, event, 1);
    await deliveries.queue(given, event, 3);
    await deliveries.clock(given, event, 15);
    expect(given.mailer.sent).toHaveLength(1);
    expect(await given.history()).toMatchObject([{ type: 'InquiryAnswered' }]);
  });

  it('is not sent again while the provider may still report it', async () => {
    const given = world();
    given.mailer.behaves({ outcome: 'lost-answer', fault: new Fault('mail-in-doubt', { retryable: true }) });
    const event = await given.receive();
    await answerInquiries(given.ports, event, received);
    await deliveries.queue(given, event, 9.9);
    expect(given.mailer.sent).toHaveLength(1);
    expect(await given.history()).toEqual([]);
  });

  it('is tried again by one only, where two are asked at the same moment', async () => {
    const given = world();
    given.mailer.behaves(new Fault('mail-in-doubt', { retryable: true }));
    const event = await given.receive();
    await answerInquiries(given.ports, event, received);
    await Promise.all([deliveries.clock(given, event, 15), deliveries.clock(given, event, 15)]);
    expect(given.mailer.sent).toHaveLength(1);
  });

  it('is recorded as it was sent, although the rules have changed meanwhile', async () => {
    const given = world();
    const event = await given.receive();
    const killed = killedAt('record', 'before', given.ports);
    void answerInquiries(killed.ports, event, received);
    await killed.died;
    const fulfilment = (await given.ports.rules.get('fulfilment')).document;
    const packages = fulfilment.packages.map((one) => ({ ...one, when: 'false', id: `new-${one.id}` }));
    const changed = world({ fulfilment: { ...fulfilment, packages } }).ports.rules;
    await answerInquiries({ ...given.ports, rules: changed }, event, minutesLater(3));
    expect(await given.history()).toMatchObject([{ type: 'InquiryAnswered', data: { package: 'demo-de' } }]);
  });

  it('is recorded once where the provider is quicker with its report than we with our record', async () => {
    const given = world();
    const event = await given.receive();
    const { mailer } = given;
    const quick = {
      send: async (mail: OutgoingMail) => {
        const outcome = await mailer.send(mail);
        await settleMail(given.ports, report('Send', mail), received);
        return outcome;
      },
    };
    await answerInquiries({ ...given.ports, mailer: quick }, event, received);
    expect(await given.history()).toHaveLength(1);
  });

  it.each(
    (['record', 'done'] as const).flatMap((step) =>
      (['before', 'after'] as const).map((when) => ({ step, when })),
    ),
  )(
    'is recorded once where the report of it is interrupted $when the step "$step"',
    async ({ step, when }) => {
      const given = world();
      const event = await given.receive();
      const killed = killedAt('done', 'before', given.ports);
      void answerInquiries(killed.ports, event, received);
      await killed.died;
      const killedAgain = killedAt(step, when, given.ports);
      const [mail] = given.mailer.sent;
      if (!mail) throw new Error('no mail was sent');
      void settleMail(killedAgain.ports, report('Send', mail), minutesLater(1));
      await killedAgain.died;
      await deliveries.provider(given, event, 4);
      expect(await given.history()).toMatchObject([
        { type: 'InquiryAnswered', data: { package: 'demo-de' } },
      ]);
      expect(await given.ports.claims.read('answer:inq_1')).toMatchObject({ outcome: 'done' });
      await deliveries.clock(given, event, 15);
      expect(given.mailer.sent).toHaveLength(1);
    },
  );
});
