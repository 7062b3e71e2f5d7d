import { State } from '../../../shared/domain/lifecycle.ts';
import type { Audit } from '../audit/compare-records.ts';

/** An audit as rows of its sheet: places in the order of a lead's life, those without inquiries left out, then what is missing. */
export function auditRows({ places, findings }: Audit): [place: string, inquiries: string][] {
  const rows = [...State.options, 'set-aside'].flatMap((place): [string, string][] => {
    const inquiries = places[place];
    return inquiries ? [[place, String(inquiries)]] : [];
  });
  return [...rows, ['missing', String(findings.length)]];
}
