import type { IncomingHttpHeaders } from 'node:http';

/** What is asked, and on what. */
export interface Asked {
  readonly operation: string;
  /** IAM's view: the actions that need permission, each with the resource it touches. */
  readonly uses: readonly { readonly action: string; readonly resource: string }[];
}

export interface Request {
  readonly service: string;
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  /** Empty for S3, whose bodies are not read here. */
  readonly body: Buffer;
}

/** Names the operation of an AWS call the way the SDK's command and IAM do. */
export function askedOf(request: Request): Asked {
  const target = request.headers['x-amz-target'];
  if (request.service === 's3') return objectAsked(request);
  if (typeof target !== 'string') return queryAsked(request);
  const operation = target.slice(target.lastIndexOf('.') + 1);
  if (request.service === 'dynamodb') return tableAsked(operation, request.body);
  const text = request.body.toString('latin1');
  if (request.service === 'sqs') {
    const queue = /"(?:QueueUrl|QueueName)":"([^"]+)"/.exec(text)?.[1]?.split('/').at(-1) ?? '';
    return { operation, uses: [{ action: operation.replace(/Batch$/, ''), resource: queue }] };
  }
  const resource = /"(?:Name|Path|EventBusName|SecretId|WorkGroup)":"([^"]+)"/.exec(text)?.[1] ?? '';
  return { operation, uses: [{ action: operation, resource }] };
}

/** `Action=SendRawEmail&…` in the body, or a REST call that has no name of its own. */
function queryAsked({ method, url, body }: Request): Asked {
  const named = /(?:^|&)Action=(\w+)/.exec(body.subarray(0, 2000).toString('latin1'))?.[1];
  const operation = named ?? url.searchParams.get('Action') ?? `${method} ${url.pathname}`;
  const resources = operation === 'SendRawEmail' ? senderIn(body.toString('latin1')) : [''];
  return { operation, uses: resources.map((resource) => ({ action: operation, resource })) };
}

/** Who sends a mail needs the right to the domain of its sender and to the configuration set. */
function senderIn(text: string): string[] {
  const field = (name: string) => decodeURIComponent(new RegExp(`&${name}=([^&]*)`).exec(text)?.[1] ?? '');
  const set = field('ConfigurationSetName');
  const identity = `identity/${field('Source').split('@').at(-1)}`;
  return set ? [identity, `configuration-set/${set}`] : [identity];
}

const parts: Readonly<Record<string, string>> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
  Get: 'GetItem',
};

/** A transaction needs the permissions of its parts; a read of an index names the index. */
function tableAsked(operation: string, body: Buffer): Asked {
  const text = body.toString('latin1');
  if (operation === 'TransactWriteItems' || operation === 'TransactGetItems') {
    const found = [...text.matchAll(/\{"(Put|Update|Delete|ConditionCheck|Get)":\{/g)];
    const resource = tableIn(text);
    const actions = new Set(found.map(([, part = '']) => parts[part] ?? part));
    return { operation, uses: [...actions].map((action) => ({ action, resource })) };
  }
  const index =
    operation === 'Query' || operation === 'Scan' ? /"IndexName":"([^"]+)"/.exec(text)?.[1] : undefined;
  const resource = index ? `${tableIn(text)}/index/${index}` : tableIn(text);
  return { operation, uses: [{ action: operation, resource }] };
}

const tableIn = (text: string): string =>
  /"TableName":"([^"]+)"/.exec(text)?.[1] ?? /"RequestItems":\{"([^"]+)"/.exec(text)?.[1] ?? '';

const reads: Readonly<Record<string, string>> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  DELETE: 'DeleteObject',
};

function objectAsked({ method, url, headers }: Request): Asked {
  const [, bucket = '', ...rest] = url.pathname.split('/');
  const key = rest.join('/');
  const operation = objectOperation(method, key, url.searchParams, headers);
  const action = permissions[operation] ?? operation;
  return { operation, uses: [{ action, resource: key ? `${bucket}/${decodeURIComponent(key)}` : bucket }] };
}

const permissions: Readonly<Record<string, string>> = {
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
  HeadBucket: 'ListBucket',
  HeadObject: 'GetObject',
  DeleteObjects: 'DeleteObject',
  CopyObject: 'PutObject',
  CreateMultipartUpload: 'PutObject',
  UploadPart: 'PutObject',
  CompleteMultipartUpload: 'PutObject',
};

function objectOperation(
  method: string,
  key: string,
  query: URLSearchParams,
  headers: IncomingHttpHeaders,
): string {
  if (!key) {
    if (method === 'GET') return query.has('versions') ? 'ListObjectVersions' : 'ListObjectsV2';
    if (method === 'HEAD') return 'HeadBucket';
    return method === 'POST' ? 'DeleteObjects' : `${method} bucket`;
  }
  if (query.has('uploads')) return 'CreateMultipartUpload';
  if (query.has('uploadId')) {
    if (method === 'DELETE') return 'AbortMultipartUpload';
    return method === 'PUT' ? 'UploadPart' : 'CompleteMultipartUpload';
  }
  if (method === 'DELETE' && query.has('versionId')) return 'DeleteObjectVersion';
  if (method !== 'PUT') return reads[method] ?? `${method} object`;
  const resource = ['tagging', 'acl', 'retention', 'legal-hold'].find((name) => query.has(name));
  if (resource) return `PutObject ${resource}`;
  return headers['x-amz-copy-source'] ? 'CopyObject' : 'PutObject';
}
