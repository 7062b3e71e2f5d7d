/** Where things stand in a JSON text: line numbers, from 1, for people who edit it in a console. */
export type JsonPlaces =
  /** The line of a path, or of its nearest parent that stands in the text. */
  | { ok: true; lineOf: (path: readonly PropertyKey[]) => number }
  /** Not JSON: the line of the first mistake. */
  | { ok: false; line: number };

/** Reads the places of a JSON text. */
export function jsonPlaces(text: string): JsonPlaces {
  const reader = new Reader(text);
  try {
    reader.read();
    return { ok: true, lineOf: (path) => lineAt(text, reader.offsetOf(path)) };
  } catch (error) {
    if (error instanceof Misread) return { ok: false, line: lineAt(text, error.offset) };
    throw error;
  }
}

/** No document nests deeper; a text that does is a mistake, and must not exhaust the stack. */
const DEEPEST = 30;

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;
const keyOf = (path: readonly PropertyKey[]): string => JSON.stringify(path.map(String));

class Misread extends Error {
  readonly offset: number;
  constructor(offset: number) {
    super('not JSON');
    this.offset = offset;
  }
}

/** Walks through the text and notes where each value, or its key, begins. */
class Reader {
  readonly #text: string;
  readonly #offsets = new Map<string, number>();
  /** A string, a number, a word or a mark, with the white space before it. */
  readonly #token =
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids them inside texts
    /([ \t\n\r]*)("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{}:,])/y;
  #start = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): void {
    this.#value([], this.#next());
    const rest = this.#text.slice(this.#token.lastIndex).search(/[^ \t\n\r]/);
    if (rest >= 0) throw new Misread(this.#token.lastIndex + rest);
  }

  offsetOf(path: readonly PropertyKey[]): number {
    for (let length = path.length; length > 0; length--) {
      const offset = this.#offsets.get(keyOf(path.slice(0, length)));
      if (offset !== undefined) return offset;
    }
    return 0;
  }

  #next(): string {
    const from = this.#token.lastIndex;
    const [, space = '', found = ''] = this.#token.exec(this.#text) ?? [];
    if (found === '') throw new Misread(from + Math.max(0, this.#text.slice(from).search(/[^ \t\n\r]|$/)));
    this.#start = from + space.length;
    return found;
  }

  #value(path: readonly string[], first: string): void {
    if (path.length > DEEPEST) throw new Misread(this.#start);
    if (first === '{') this.#object(path);
    else if (first === '[') this.#array(path);
    else if (/^[\]}:,]$/.test(first)) throw new Misread(this.#start);
  }

  #object(path: readonly string[]): void {
    let token = this.#next();
    while (token !== '}') {
      const inner = [...path, this.#key(token)];
      this.#offsets.set(keyOf(inner), this.#start);
      this.#mark(':');
      this.#value(inner, this.#next());
      token = this.#more('}');
    }
  }

  #array(path: readonly string[]): void {
    let token = this.#next();
    for (let index = 0; token !== ']'; index++) {
      const inner = [...path, String(index)];
      this.#offsets.set(keyOf(inner), this.#start);
      this.#value(inner, token);
      token = this.#more(']');
    }
  }

  #key(token: string): string {
    const key: unknown = token.startsWith('"') ? JSON.parse(token) : null;
    if (typeof key !== 'string') throw new Misread(this.#start);
    return key;
  }

  #mark(mark: string): void {
    if (this.#next() !== mark) throw new Misread(this.#start);
  }

  /** After a member: its end, or the beginning of the next one. A comma before the end is a mistake. */
  #more(end: string): string {
    const token = this.#next();
    if (token === end) return token;
    if (token !== ',') throw new Misread(this.#start);
    const following = this.#next();
    if (following === end) throw new Misread(this.#start);
    return following;
  }
}
