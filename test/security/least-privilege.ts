/** Something that a function may do, or does. */
export interface Right {
  /** The function. */
  readonly caller: string;
  /** As IAM names it: `sqs:SendMessage`. */
  readonly action: string;
  /** ARN; in a policy with `*` for whatever may stand there. */
  readonly resource: string;
  /** The service by way of which alone it may be done, where the customer key is used: `s3`. */
  readonly via?: string;
}

export interface Findings {
  /** Done, but permitted by no policy. */
  readonly missing: readonly string[];
  /** Permitted, but never done. */
  readonly unused: readonly string[];
  /** Permitted by a pattern instead of by name. */
  readonly wildcard: readonly string[];
}

/** Holds what the policies permit against what was done; each finding says function, action and resource. */
export function compare(permitted: readonly Right[], done: readonly Right[]): Findings {
  const named = permitted.filter(({ action }) => !action.includes('*'));
  return {
    missing: told(done.filter((use) => !permitted.some((right) => permits(right, use)))),
    unused: told(named.filter((right) => !done.some((use) => permits(right, use)))),
    wildcard: told(permitted.filter(({ action }) => action.includes('*'))),
  };
}

const permits = (right: Right, use: Right): boolean =>
  right.caller === use.caller &&
  right.via === use.via &&
  matches(right.action, use.action) &&
  matches(right.resource, use.resource);

/** IAM's patterns: `*` stands for any text, the rest for itself. */
function matches(pattern: string, text: string): boolean {
  const literal = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${literal.replaceAll('*', '.*')}$`, 's').test(text);
}

const told = (rights: readonly Right[]): string[] => [...new Set(rights.map(sentence))].sort();

const sentence = ({ caller, action, resource, via }: Right): string =>
  `${caller}: ${action} on ${resource}${via ? ` by way of ${via}` : ''}`;
