import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { dirname, join } from 'node:path';
import { buildApp } from 'fauxqs';
// The package exports only a server that listens on all interfaces; its parts do not listen at all.
import { FileS3Persistence } from '../../../node_modules/fauxqs/dist/s3/fileS3Persistence.js';
import { S3Store } from '../../../node_modules/fauxqs/dist/s3/s3Store.js';
import { SnsStore } from '../../../node_modules/fauxqs/dist/sns/snsStore.js';
import { SqsStore } from '../../../node_modules/fauxqs/dist/sqs/sqsStore.js';
import type { Objects } from '../contract.ts';
import type { BucketModel } from '../template/model.ts';

/** S3 as the front door sees it. */
export interface ObjectStore extends Objects {
  /** Answers one request of an S3 client. */
  serve(request: IncomingMessage, response: ServerResponse): void;
  has(bucket: string, key: string): boolean;
  stop(): Promise<void>;
}

type StoredObject = Parameters<FileS3Persistence['upsertObject']>[1];

/** Files that are whole or not there, whenever the process dies, dated by the system's time. */
class SafeFiles extends FileS3Persistence {
  readonly #now: () => Date;
  readonly #folder: string;

  constructor(folder: string, now: () => Date) {
    super(folder);
    this.#now = now;
    this.#folder = folder;
  }

  override upsertObject(bucket: string, object: StoredObject): void {
    object.lastModified = this.#now();
    const { body, ...meta } = object;
    const base = join(this.#folder, 'buckets', bucket, 'objects', pathOf(object.key));
    mkdirSync(dirname(base), { recursive: true });
    replace(`${base}.data`, body);
    replace(`${base}.meta.json`, JSON.stringify(meta));
  }
}

/** Same spelling of keys as the store uses when it reads and deletes. */
const pathOf = (key: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a file name
  key.replace(/[<>:"|?*\\%\x00-\x1f]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);

function replace(file: string, content: Buffer | string): void {
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

/** There is one version of each object, the one without an id; a request that removes it by that id removes the object. */
function versionsOf(s3Store: S3Store, bucket: string, prefix: string): string {
  const { objects } = s3Store.listObjects(bucket, { prefix, maxKeys: Number.POSITIVE_INFINITY });
  const versions = objects.map(
    ({ key }) => `<Version><Key>${encodeXml(key)}</Key><VersionId>null</VersionId></Version>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?><ListVersionsResult><IsTruncated>false</IsTruncated>${versions.join('')}</ListVersionsResult>`;
}

const encodeXml = (text: string): string => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** Opens the object store in a folder and makes the template's buckets. */
export async function openObjects(
  folder: string,
  buckets: readonly BucketModel[],
  now: () => Date,
): Promise<ObjectStore> {
  const s3Store = new S3Store();
  const files = new SafeFiles(folder, now);
  files.loadS3(s3Store);
  s3Store.persistence = files;
  for (const { name } of buckets) s3Store.createBucket(name);
  const app = buildApp({
    logger: false,
    stores: { s3Store, sqsStore: new SqsStore(), snsStore: new SnsStore() },
  });
  await app.ready();
  const has = (bucket: string, key: string): boolean => {
    try {
      s3Store.headObject(bucket, key);
      return true;
    } catch {
      return false;
    }
  };
  return {
    serve: (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://local');
      if (request.method !== 'GET' || !searchParams.has('versions')) return app.routing(request, response);
      response.setHeader('content-type', 'application/xml');
      const bucket = decodeURIComponent(pathname.split('/')[1] ?? '');
      response.end(versionsOf(s3Store, bucket, searchParams.get('prefix') ?? ''));
    },
    has,
    put: async (bucket, key, body, contentType) => void s3Store.putObject(bucket, key, body, contentType),
    get: async (bucket, key) => {
      if (!has(bucket, key)) return undefined;
      const { body, contentType } = s3Store.getObject(bucket, key);
      return { body, contentType };
    },
    list: async (bucket, prefix = '') =>
      s3Store
        .listObjects(bucket, { prefix, maxKeys: Number.POSITIVE_INFINITY })
        .objects.map(({ key, contentLength, lastModified }) => ({
          key,
          size: contentLength,
          at: lastModified.toISOString(),
        }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    folder: (bucket) => join(folder, 'buckets', bucket, 'objects'),
    stop: () => app.close(),
  };
}
