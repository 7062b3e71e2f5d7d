import type * as z from 'zod';
import { DispatchEnv } from '../../functions/dispatch/env.ts';
import { EraseEnv } from '../../functions/erase/env.ts';
import { FulfilEnv, MailEventsEnv } from '../../functions/fulfil/env.ts';
import {
  AboutEnv,
  BehaviourEnv,
  CaptureEnv,
  IngestFormEnv,
  IngestHookEnv,
  IngestMailEnv,
  ListRowsEnv,
  ListsAskedEnv,
  PrivacyEnv,
  QuestionsEnv,
  RecogniseEnv,
  ReviewEnv,
} from '../../functions/ingest/env.ts';
import { AnalyseEnv, ReportEnv } from '../../functions/report/env.ts';
import {
  AuthoriseEnv,
  ConsoleEnv,
  CrmEnv,
  NotifyEnv,
  OwnerPageEnv,
  RouteEnv,
  SignInEnv,
  StaffApiEnv,
  TurnEnv,
} from '../../functions/route/env.ts';
import { RulesEnv, ScoreEnv } from '../../functions/score/env.ts';
import { DueEnv, SweepEnv } from '../../functions/sla/env.ts';
import type { CommonEnv } from '../../shared/environment.ts';

/**
 * The functions, by the id they have in the template. Memory: 512 MB is the first arm64 size at which a web request
 * fits into one slice of the processor, 256 MB does for batches, a 10 MB mail needs 424 MB resident.
 */
export const functions = {
  IngestForm: {
    entry: 'ingest/form-posted.handler.ts',
    env: IngestFormEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 10,
  },
  IngestHook: {
    entry: 'ingest/hook-posted.handler.ts',
    env: IngestHookEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 10,
  },
  IngestMail: {
    entry: 'ingest/mail-arrived.handler.ts',
    env: IngestMailEnv,
    memoryMegabytes: 1024,
    timeoutSeconds: 60,
  },
  Behaviour: {
    entry: 'ingest/behaviour-told.handler.ts',
    env: BehaviourEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 10,
  },
  ListsAsked: {
    entry: 'ingest/lists-asked.handler.ts',
    env: ListsAskedEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 10,
  },
  ListRows: {
    entry: 'ingest/list-arrived.handler.ts',
    env: ListRowsEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 300,
  },
  Capture: {
    entry: 'ingest/capture-asked.handler.ts',
    env: CaptureEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 10,
  },
  Review: {
    entry: 'ingest/inquiry-reviewed.handler.ts',
    env: ReviewEnv,
    // It reads mails, as IngestMail does.
    memoryMegabytes: 1024,
    timeoutSeconds: 20,
  },
  Recognise: {
    entry: 'ingest/lead-created.handler.ts',
    env: RecogniseEnv,
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  },
  Questions: {
    entry: 'ingest/questions-page.handler.ts',
    env: QuestionsEnv,
    memoryMegabytes: 256,
    timeoutSeconds: 10,
  },
  Privacy: {
    entry: 'ingest/privacy-page.handler.ts',
    env: PrivacyEnv,
    memoryMegabytes: 256,
    timeoutSeconds: 10,
  },
  About: { entry: 'ingest/about.handler.ts', env: AboutEnv, memoryMegabytes: 256, timeoutSeconds: 5 },
  Dispatch: {
    entry: 'dispatch/events-stored.handler.ts',
    env: DispatchEnv,
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  },
  Score: { entry: 'score/lead-changed.handler.ts', env: ScoreEnv, memoryMegabytes: 256, timeoutSeconds: 30 },
  Rules: {
    entry: 'score/parameter-changed.handler.ts',
    env: RulesEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 60,
  },
  Fulfil: {
    entry: 'fulfil/inquiry-received.handler.ts',
    env: FulfilEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 30,
  },
  MailEvents: {
    entry: 'fulfil/mail-reported.handler.ts',
    env: MailEventsEnv,
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  },
  Route: {
    entry: 'route/lead-qualified.handler.ts',
    env: RouteEnv,
    memoryMegabytes: 256,
    timeoutSeconds: 30,
  },
  Turn: { entry: 'route/turn-due.handler.ts', env: TurnEnv, memoryMegabytes: 256, timeoutSeconds: 30 },
  Notify: { entry: 'route/staff-told.handler.ts', env: NotifyEnv, memoryMegabytes: 512, timeoutSeconds: 30 },
  Crm: { entry: 'route/crm-told.handler.ts', env: CrmEnv, memoryMegabytes: 256, timeoutSeconds: 30 },
  OwnerPage: {
    entry: 'route/owner-page.handler.ts',
    env: OwnerPageEnv,
    memoryMegabytes: 256,
    timeoutSeconds: 10,
  },
  StaffApi: {
    entry: 'route/staff-api.handler.ts',
    env: StaffApiEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 10,
  },
  Authorise: {
    entry: 'route/authorise.handler.ts',
    env: AuthoriseEnv,
    memoryMegabytes: 256,
    timeoutSeconds: 5,
  },
  Console: { entry: 'route/console.handler.ts', env: ConsoleEnv, memoryMegabytes: 512, timeoutSeconds: 10 },
  SignIn: { entry: 'route/sign-in.handler.ts', env: SignInEnv, memoryMegabytes: 256, timeoutSeconds: 10 },
  Sweep: { entry: 'sla/minute-passed.handler.ts', env: SweepEnv, memoryMegabytes: 256, timeoutSeconds: 60 },
  Due: { entry: 'sla/lead-due.handler.ts', env: DueEnv, memoryMegabytes: 256, timeoutSeconds: 30 },
  Analyse: {
    entry: 'report/events-stored.handler.ts',
    env: AnalyseEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 60,
  },
  Erase: {
    entry: 'erase/erasure-granted.handler.ts',
    env: EraseEnv,
    memoryMegabytes: 512,
    timeoutSeconds: 300,
  },
  Report: {
    entry: 'report/day-ended.handler.ts',
    env: ReportEnv,
    memoryMegabytes: 1024,
    timeoutSeconds: 300,
  },
} as const satisfies Record<
  string,
  { entry: string; env: z.ZodObject; memoryMegabytes: number; timeoutSeconds: number }
>;

export type FunctionId = keyof typeof functions;
/** What a stack must still say about a function's environment: all that its schema asks for, less what every function gets. */
export type EnvironmentOf<Id extends FunctionId> = Omit<
  z.input<(typeof functions)[Id]['env']>,
  keyof z.input<typeof CommonEnv>
>;
