import type { Segments } from '../../../shared/http/api/events.ts';
import type { IntakeDocument } from '../../../shared/rules/intake.ts';
import { actName } from './act-name.ts';

/**
 * What a browser must know to tell by itself which segments it belongs to: the segments, the names that sites use for
 * types of acts, and the pages that are more than a page view. Nothing of it is about anybody.
 */
export function segmentRules({ segments, types, pages }: IntakeDocument['behaviour']): Segments {
  const asked = new Set([...segments.flatMap((segment) => segment.types), 'page-view']);
  const names = Object.entries(types).flatMap(([type, others]) =>
    asked.has(type) ? [type, ...others].map((name) => [actName(name), type] as const) : [],
  );
  return { segments, names: Object.fromEntries(names.filter(([name, type]) => name !== type)), pages };
}
