/** Something to do; of the same key one after the other, else side by side. */
export interface Task {
  readonly key: string;
  run(): Promise<void>;
}

/** What is to be done when: what lies ahead is added while the days go by. */
export class Agenda {
  readonly #tasks = new Map<string, Task[]>();

  add(at: string, task: Task): void {
    const known = this.#tasks.get(at);
    if (known) known.push(task);
    else this.#tasks.set(at, [task]);
  }

  /** The earliest instant with its tasks, before the end. */
  next(end: string): { at: string; tasks: readonly Task[] } | undefined {
    let at: string | undefined;
    for (const known of this.#tasks.keys()) if (known < (at ?? end)) at = known;
    if (at === undefined) return undefined;
    const tasks = this.#tasks.get(at) ?? [];
    this.#tasks.delete(at);
    return { at, tasks };
  }
}

/** Tasks that run at the same time; the machine works no faster with more. */
const SIDE_BY_SIDE = 8;

/** Does the tasks of one instant. */
export async function perform(tasks: readonly Task[]): Promise<void> {
  const lines = [...Map.groupBy(tasks, ({ key }) => key).values()];
  const worker = async (): Promise<void> => {
    for (let line = lines.shift(); line; line = lines.shift()) for (const task of line) await task.run();
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
}
