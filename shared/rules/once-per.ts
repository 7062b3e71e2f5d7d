/**
 * Works something out of a part of a rule document once: what is in force never changes, another version is another object.
 * @param prepare pure
 */
export function oncePer<Part extends object, Prepared extends object>(
  prepare: (part: Part) => Prepared,
): (part: Part) => Prepared {
  const kept = new WeakMap<Part, Prepared>();
  return (part) => {
    const known = kept.get(part);
    if (known) return known;
    const fresh = prepare(part);
    kept.set(part, fresh);
    return fresh;
  };
}
