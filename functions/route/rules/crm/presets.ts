import * as z from 'zod';
import { CrmMapping, type CrmPreset } from '../../../../shared/rules/connectors.ts';
import source from './presets.json' with { type: 'json' };

/**
 * How a lead looks to known systems: HubSpot contacts and deals, Salesforce leads, Pipedrive persons, organisations and
 * deals, by the names of their public APIs.
 */
export const presets: Record<Exclude<CrmPreset, 'leitwerk'>, CrmMapping> = z
  .object({ hubspot: CrmMapping, salesforce: CrmMapping, pipedrive: CrmMapping })
  .parse(source);
