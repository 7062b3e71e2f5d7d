import { afterEach, describe, expect, it, vi } from 'vitest';
import { signedHeaders, signedPut } from './signed-put.ts';

describe('a signed put', () => {
  it('has the signature of the example in the S3 manual', () => {
    const { authorization } = signedHeaders(
      {
        method: 'PUT',
        url: new URL('https://examplebucket.s3.amazonaws.com/test%24file.text'),
        headers: { date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' },
        body: Buffer.from('Welcome to Amazon S3.'),
      },
      {
        accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        region: 'us-east-1',
      },
      '2013-05-24T00:00:00.000Z',
    );
    expect(authorization).toContain(
      'SignedHeaders=date;host;x-amz-content-sha256;x-amz-date;x-amz-storage-class,Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd',
    );
  });

  const env = {
    AWS_ENDPOINT_URL: 'http://127.0.0.1:1',
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'a',
    AWS_SECRET_ACCESS_KEY: 'b',
  };
  afterEach(() => vi.restoreAllMocks());

  it.each([
    [[200], undefined],
    [[503, 200], undefined],
    [[503, 503, 503], { code: 'objects-unavailable', retryable: true }],
    [[403], { code: 'objects-refused', retryable: false }],
  ])('after answers %j ends as %j', async (statuses, fault) => {
    const answers = [...statuses];
    const call = vi
      .spyOn(globalThis, 'fetch')
      .mockImplementation(async () => new Response('', { status: answers.shift() ?? 500 }));
    const put = signedPut('raw', env).put('inquiries/inq_1/raw', 'text', 'text/plain');
    if (fault) await expect(put).rejects.toMatchObject(fault);
    else await put;
    expect(String(call.mock.calls[0]?.[0])).toBe('http://127.0.0.1:1/raw/inquiries/inq_1/raw');
    expect(answers).toEqual([]);
  });
});
