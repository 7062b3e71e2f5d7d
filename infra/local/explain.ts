import { NotOurData } from './data-folder.ts';
import { DataInUse } from './memory.ts';
import { SynthesisFailed } from './synthesis.ts';
import { NoTableEngine } from './tables/dynoxide.ts';
import { TemplateError } from './template/resolve.ts';

/** What a person can do something about is told in one line; everything else with its stack. */
export function explain(fault: unknown, { dataDir, port }: { dataDir: string; port: number }): string {
  if (fault instanceof DataInUse)
    return `Another Leitwerk runs on ${dataDir}. Stop it, or name another folder (LEITWERK_DATA; for the demo --data).`;
  if (fault instanceof SynthesisFailed) return `The CDK app cannot be synthesised:\n${fault.message}`;
  if (fault instanceof NoTableEngine || fault instanceof TemplateError || fault instanceof NotOurData)
    return fault.message;
  if (!(fault instanceof Error)) return String(fault);
  if ('code' in fault && fault.code === 'EADDRINUSE')
    return `Port ${port} is taken. Set PORT to another one.`;
  return fault.stack ?? fault.message;
}
