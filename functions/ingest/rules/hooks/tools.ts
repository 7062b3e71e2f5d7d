import * as z from 'zod';
import { type HookSource, HookTool } from '../../../../shared/rules/hooks.ts';
import type { Plain } from '../plain-values.ts';
import { valuesAt } from './path.ts';
import tools from './tools.json' with { type: 'json' };

const known = new Map(Object.entries(z.record(z.string(), HookTool).parse(tools)));

/** How the bodies of a source are read: by the rules, or by what is known of the tool of that name; null for neither. */
export function toolOf(source: string, hooks: Readonly<Record<string, HookSource>>): HookTool | null {
  const own = Object.hasOwn(hooks, source) ? hooks[source] : undefined;
  if (!own) return known.get(source) ?? null;
  const { like = 'form', ...different } = own;
  const base = known.get(like);
  if (!base) return null;
  return {
    ...base,
    ...different,
    about: { ...base.about, ...different.about },
    names: { ...base.names, ...different.names },
    kinds: { ...base.kinds, ...different.kinds },
    ignore: [...base.ignore, ...(different.ignore ?? [])],
  };
}

/** The tool that a body looks like; `form` where it looks like none. */
export function guessSource(body: Plain): string {
  const [first = null] = Array.isArray(body) ? body : [body];
  const found = [...known].find(([, { marks }]) =>
    marks.some((paths) => paths.every((path) => valuesAt(first, path).length > 0)),
  );
  return found?.[0] ?? 'form';
}
