import type * as z from 'zod';
import { ActivationDocument } from './activation.ts';
import { AgentsDocument } from './agents.ts';
import { CalendarsDocument } from './calendars.ts';
import { CampaignsDocument } from './campaigns.ts';
import { ConnectorsDocument } from './connectors.ts';
import { DeadlinesDocument } from './deadlines.ts';
import { DefinitionDocument } from './definition.ts';
import { ExclusionDocument } from './exclusion.ts';
import { FulfilmentDocument } from './fulfilment.ts';
import { IdentityDocument } from './identity.ts';
import { IntakeDocument } from './intake.ts';
import { NurtureDocument } from './nurture.ts';
import { PoolsDocument } from './pools.ts';
import { ReportsDocument } from './reports.ts';
import { RetentionDocument } from './retention.ts';
import { RoutingDocument } from './routing.ts';
import { ScoringDocument } from './scoring.ts';

const schemas = {
  activation: ActivationDocument,
  intake: IntakeDocument,
  exclusion: ExclusionDocument,
  identity: IdentityDocument,
  scoring: ScoringDocument,
  definition: DefinitionDocument,
  routing: RoutingDocument,
  deadlines: DeadlinesDocument,
  fulfilment: FulfilmentDocument,
  nurture: NurtureDocument,
  retention: RetentionDocument,
  reports: ReportsDocument,
  pools: PoolsDocument,
  agents: AgentsDocument,
  campaigns: CampaignsDocument,
  calendars: CalendarsDocument,
  connectors: ConnectorsDocument,
} as const satisfies Record<string, z.ZodType>;

export type Subject = keyof typeof schemas;
export type Documents = { [S in Subject]: z.infer<(typeof schemas)[S]> };

/** Every rule document that the product knows, by subject. */
export const documents: { [S in Subject]: z.ZodType<Documents[S]> } = schemas;

/** Who and where, as against how: these lie in `directory/`, the others in `rules/`. */
const directory: readonly string[] = ['pools', 'agents', 'campaigns', 'calendars', 'connectors'];

function isSubject(name: string): name is Subject {
  return Object.hasOwn(documents, name);
}

export const subjects: readonly Subject[] = Object.keys(documents).filter(isSubject);

/** Name of the parameter below `/leitwerk/{stage}/`, such as `rules/scoring` or `directory/pools`. */
export function parameterOf(subject: Subject): string {
  return `${directory.includes(subject) ? 'directory' : 'rules'}/${subject}`;
}

/**
 * What a parameter holds.
 * @param name below `/leitwerk/{stage}/`; `rules/scoring/criteria` is a part of `rules/scoring`
 * @returns null if it is no rule document, such as a status
 */
export function subjectOf(name: string): Subject | null {
  const [folder, subject = ''] = name.split('/');
  return isSubject(subject) && parameterOf(subject) === `${folder}/${subject}` ? subject : null;
}
