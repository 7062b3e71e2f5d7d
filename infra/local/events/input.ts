import type { BusEvent, RuleTarget } from '../contract.ts';

/** What a target receives of an event: the event, a part of it, a constant, or a text with parts filled in. */
export function inputOf(target: RuleTarget, event: BusEvent): unknown {
  if (target.input !== undefined) return JSON.parse(target.input);
  if (target.inputPath !== undefined) return at(event, target.inputPath);
  if (target.inputTransformer) return transformed(target.inputTransformer, event);
  return event;
}

/** Value at a path like `$.detail.name`; undefined when there is none. */
function at(value: unknown, path: string): unknown {
  const steps = path
    .replace(/^\$\.?/, '')
    .split('.')
    .filter(Boolean);
  return steps.reduce<unknown>(
    (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
    value,
  );
}

type Transformer = NonNullable<RuleTarget['inputTransformer']>;

/** In quotes a placeholder stands for text, outside for JSON. */
function transformed({ paths, template }: Transformer, event: BusEvent): unknown {
  const valueAt = (name: string): unknown =>
    name === 'aws.events.event' ? event : at(event, paths[name] ?? '$.-');
  const textAt = (name: string): string => {
    const value = valueAt(name) ?? '';
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
  const filled = template.replace(/"(?:[^"\\]|\\.)*"|<([\w.-]+)>/g, (part, bare?: string) =>
    bare === undefined
      ? part.replace(/<([\w.-]+)>/g, (_all, name: string) => JSON.stringify(textAt(name)).slice(1, -1))
      : JSON.stringify(valueAt(bare) ?? null),
  );
  try {
    return JSON.parse(filled);
  } catch {
    return filled;
  }
}
