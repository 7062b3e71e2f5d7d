import type { App, Environment } from 'aws-cdk-lib';
import * as z from 'zod';
import { IntakeStack } from './stacks/intake.ts';
import { MailStack } from './stacks/mail.ts';
import { PipelineStack } from './stacks/pipeline.ts';
import { ReportStack } from './stacks/report.ts';
import { StateStack } from './stacks/state.ts';
import { WatchStack } from './stacks/watch.ts';

/** What may be said with `-c name=value` at synthesis. */
const Settings = z.object({
  stage: z
    .string()
    .regex(/^[a-z][a-z0-9]{1,15}$/)
    .default('local'),
  mailDomain: z.string().default('leitwerk.example'),
  /** the address that mails come from; `anfragen@` the mail domain unless told */
  sender: z.email().optional(),
  /** separated by commas; none: all mail that reaches the account */
  inboundRecipients: z.string().default(''),
  /** issuer of staff tokens (OpenID Connect) in the place of a user pool of our own, with the id of its public client */
  staffIssuer: z.url().optional(),
  staffClient: z.string().optional(),
  /** new versions of functions take all calls at once: to mend what alarms already tell of */
  atOnce: z.stringbool().default(false),
});

/** The whole system as stacks, those that keep data first. */
export function leitwerk(app: App, env: Environment = {}) {
  const { stage, mailDomain, sender, inboundRecipients, staffIssuer, staffClient, atOnce } = Settings.parse({
    stage: app.node.tryGetContext('stage'),
    mailDomain: app.node.tryGetContext('mailDomain'),
    sender: app.node.tryGetContext('sender'),
    inboundRecipients: app.node.tryGetContext('inboundRecipients'),
    staffIssuer: app.node.tryGetContext('staffIssuer'),
    staffClient: app.node.tryGetContext('staffClient'),
    atOnce: app.node.tryGetContext('atOnce'),
  });
  const props = (name: string) => ({ env, stackName: `leitwerk-${stage}-${name}`, tags: { stage } });
  const state = new StateStack(app, 'state', { ...props('state'), stage, atOnce });
  const staff = staffIssuer && staffClient ? { issuer: staffIssuer, audience: staffClient } : undefined;
  const intake = new IntakeStack(app, 'intake', { ...props('intake'), state, ...(staff ? { staff } : {}) });
  const mail = new MailStack(app, 'mail', {
    ...props('mail'),
    state,
    publicUrl: intake.publicUrl,
    domain: mailDomain,
    sender: sender ?? `anfragen@${mailDomain}`,
    recipients: inboundRecipients.split(',').filter((recipient) => recipient !== ''),
  });
  const report = new ReportStack(app, 'report', { ...props('report'), state, mail });
  const pipeline = new PipelineStack(app, 'pipeline', {
    ...props('pipeline'),
    state,
    mail,
    analysisQueue: report.analysisQueue,
    reporter: report.reporter,
    issuer: intake.issuer,
  });
  const watch = new WatchStack(app, 'watch', { ...props('watch'), state, intake });
  return { state, intake, mail, report, pipeline, watch };
}
