import { Session } from 'node:inspector/promises';

/** How often functions of some modules were called, by name. */
export type Calls = ReadonlyMap<string, number>;

/**
 * Counts calls of functions while something runs: unlike time, the same on every machine.
 * @param modules what the file names contain, such as `/rules/identity/`
 */
export async function countCalls(modules: RegExp, work: () => unknown): Promise<Calls> {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  try {
    work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const calls = new Map<string, number>();
    for (const { functions } of result.filter(({ url }) => modules.test(url))) {
      for (const { functionName, ranges } of functions) {
        calls.set(functionName, (calls.get(functionName) ?? 0) + (ranges[0]?.count ?? 0));
      }
    }
    return calls;
  } finally {
    session.disconnect();
  }
}
