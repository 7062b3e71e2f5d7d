import * as z from 'zod';
import type { Clock } from '../clock/clock.ts';
import { millisecondsOf } from '../clock/duration.ts';
import type { Scheduler } from '../clock/scheduler.ts';
import type { ControlRoute } from '../contract.ts';
import { NotSettled } from '../settling.ts';
import { bodyOf, json, problem } from './answers.ts';

const moveSchema = z.union([
  z.strictObject({ advance: z.string().refine((duration) => millisecondsOf(duration) !== undefined) }),
  z.strictObject({ to: z.iso.datetime({ offset: true }) }),
]);

/** `GET` and `POST /_local/clock`. */
export function clockRoutes(clock: Clock, scheduler: Scheduler): ControlRoute[] {
  const told = () => json({ now: new Date(clock.now()).toISOString() });
  return [
    { method: 'GET', path: '/_local/clock', handle: async () => told() },
    {
      method: 'POST',
      path: '/_local/clock',
      handle: async (request) => {
        const move = moveSchema.safeParse(bodyOf(request));
        if (!move.success)
          return problem(400, 'Unreadable', 'Say { "advance": "PT26H" } or { "to": an ISO instant }.');
        const instant =
          'to' in move.data
            ? Date.parse(move.data.to)
            : clock.now() + (millisecondsOf(move.data.advance) ?? 0);
        if (instant < clock.now()) return problem(400, 'Backwards', 'The clock only moves forward.');
        try {
          await scheduler.moveTo(instant);
        } catch (fault) {
          if (fault instanceof NotSettled)
            return problem(504, 'Not settled', fault.message, { left: fault.left });
          throw fault;
        }
        return told();
      },
    },
  ];
}
