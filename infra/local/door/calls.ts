import type { Asked } from './operation.ts';

export interface RecordedCall {
  readonly caller: string;
  readonly service: string;
  readonly action: string;
  readonly resource: string;
  readonly count: number;
}

/** Who used which permission on what, since start: what a test of least privilege compares with the policies. */
export class Calls {
  readonly #counts = new Map<string, number>();

  add(caller: string, service: string, { uses }: Asked): void {
    for (const { action, resource } of uses) {
      const key = `${caller}\t${service}\t${action}\t${service === 's3' ? prefixOf(resource) : resource}`;
      this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    }
  }

  all(): RecordedCall[] {
    return [...this.#counts].sort().map(([key, count]) => {
      const [caller = '', service = '', action = '', resource = ''] = key.split('\t');
      return { caller, service, action, resource, count };
    });
  }
}

/** Bucket and first folder of the key: permissions go by prefix, and keys are without number. */
const prefixOf = (resource: string): string => {
  const [bucket, folder, ...more] = resource.split('/');
  if (folder === undefined) return resource;
  return more.length > 0 ? `${bucket}/${folder}/*` : `${bucket}/${folder}`;
};
