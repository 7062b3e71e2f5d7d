import { expect, it } from 'vitest';
import { workOffAtOnce } from './due-at-once.ts';

it('takes the step of each lead once when more are due in one minute than one sweep announces (R22)', async () => {
  // `npm run bench` lets 100,000 become due.
  expect(await workOffAtOnce(10_050)).toMatchObject({ taken: 10_050, sweeps: 2 });
}, 60_000);
