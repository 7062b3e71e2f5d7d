/**
 * Replaces the global Date by one that runs at wall speed with an offset read from shared memory, or stands at the
 * instant that follows it there, in every call that asks for the present; dates made from a value are untouched.
 */
export function moveDate(shared: SharedArrayBuffer): void {
  const time = new Float64Array(shared);
  const Wall = Date;
  const now = (): number => time[1] || Math.floor(Wall.now() + (time[0] ?? 0));
  globalThis.Date = new Proxy(Wall, {
    construct: (target, values, asked) =>
      Reflect.construct(target, values.length === 0 ? [now()] : values, asked),
    apply: (target) => new target(now()).toString(),
    get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
  });
}
