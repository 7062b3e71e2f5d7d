/** A path pattern with `{name}`, `{name+}` (rest of the path, slashes too) and, on API Gateway, `{proxy+}`. */
export interface Pattern<T> {
  readonly method: string;
  readonly path: string;
  readonly value: T;
}

export interface Match<T> {
  readonly value: T;
  readonly params: Readonly<Record<string, string>>;
}

interface Compiled<T> extends Pattern<T> {
  readonly expression: RegExp;
  readonly names: readonly string[];
  /** Smaller is more specific. */
  readonly rank: string;
}

/** Finds the most specific route: exact parts before `{name}`, these before `{name+}`, `$default` last; a method before ANY. */
export class Routes<T> {
  readonly #compiled: readonly Compiled<T>[];

  constructor(patterns: readonly Pattern<T>[]) {
    this.#compiled = patterns.map(compile).sort((a, b) => (a.rank < b.rank ? -1 : 1));
  }

  find(method: string, path: string): Match<T> | undefined {
    for (const { expression, names, method: own, value } of this.#compiled) {
      if (own !== method && own !== 'ANY') continue;
      const found = expression.exec(path);
      if (!found) continue;
      return {
        value,
        params: Object.fromEntries(names.map((name, index) => [name, decoded(found[index + 1])])),
      };
    }
    return undefined;
  }

  /** Whether any route takes this path, whatever the method. */
  knows(path: string): boolean {
    return this.#compiled.some(({ expression }) => expression.test(path));
  }
}

function decoded(part = ''): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function compile<T>(pattern: Pattern<T>): Compiled<T> {
  const names: string[] = [];
  if (pattern.path === '$default') return { ...pattern, expression: /^/, names, rank: '9' };
  const parts = pattern.path.split('/').slice(1);
  const expressions = parts.map((part) => {
    const name = /^\{([^}+]+)(\+?)\}$/.exec(part);
    if (!name) return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(name[1] ?? '');
    return name[2] ? '(.+)' : '([^/]+)';
  });
  const rank = expressions.map((part) => (part === '(.+)' ? '2' : part === '([^/]+)' ? '1' : '0')).join('');
  const any = pattern.method === 'ANY' ? '1' : '0';
  return { ...pattern, expression: new RegExp(`^/${expressions.join('/')}$`), names, rank: `${rank}${any}` };
}
