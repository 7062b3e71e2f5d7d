import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts'], {
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => /^(functions|shared|infra|cli)\//.test(file));
const sources = files.filter((file) => !/\.test\.ts$|\.contract\.ts$|testing\.ts$/.test(file));

function imports(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  return [...text.matchAll(/^(?:import|export)[^'"]*?from '(\.[^']+)'/gm)].map(([, path = '']) =>
    normalize(join(dirname(file), path)),
  );
}

/** Each law: files that it speaks of, and what they may not import. */
const laws: { law: string; of: RegExp; not: (path: string, file: string) => boolean }[] = [
  {
    law: 'the domain knows nothing but itself',
    of: /^shared\/domain\//,
    not: (path) => !path.startsWith('shared/domain/'),
  },
  {
    law: 'ports know the domain and the rule documents only',
    of: /^shared\/ports\//,
    not: (path) => !/^shared\/(domain|ports|rules)\//.test(path),
  },
  {
    law: 'rule documents know no adapter, no HTTP and no function (their mail texts are checked by shared/mail)',
    of: /^shared\/rules\//,
    not: (path) => !/^shared\/(domain|ports|rules|mail)\//.test(path),
  },
  {
    law: 'what decides imports no adapter and no queue',
    of: /^functions\/\w+\/rules\//,
    not: (path) => /^shared\/(adapters|queue|observe)\//.test(path),
  },
  {
    law: 'a function never imports another function',
    of: /^functions\//,
    not: (path, file) => path.startsWith('functions/') && path.split('/')[1] !== file.split('/')[1],
  },
  {
    law: 'adapters are bound by entries only',
    of: /^functions\/(?!.*\.handler\.ts$)/,
    not: (path) => path.startsWith('shared/adapters/'),
  },
  {
    law: 'nothing shared knows a function or the infrastructure',
    of: /^shared\//,
    not: (path) => /^(functions|infra|cli|test)\//.test(path),
  },
  {
    law: 'the stacks never import an entry, which makes clients when it is loaded',
    of: /^infra\/cdk\//,
    not: (path) => path.endsWith('.handler.ts'),
  },
];

describe('the direction of imports', () => {
  it('sees the files that it judges', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(sources.flatMap(imports).length).toBeGreaterThan(150);
  });

  it.each(laws)('$law', ({ of, not }) => {
    const judged = sources.filter((file) => of.test(file));
    expect(judged).not.toEqual([]);
    const broken = judged.flatMap((file) =>
      imports(file)
        .filter((path) => not(path, file))
        .map((path) => `${file} → ${path}`),
    );
    expect(broken).toEqual([]);
  });
});

describe('files', () => {
  it('keeps entries thin', () => {
    const thick = sources
      .filter((file) => file.endsWith('.handler.ts'))
      .filter((file) => readFileSync(file, 'utf8').split('\n').length > 41);
    expect(thick).toEqual([]);
  });

  it('is silent about kinds of things that mean nothing', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|manager|misc)(\.|\/)/.test(file))).toEqual(
      [],
    );
  });

  it('spells keys in one file', () => {
    const spelling = sources
      .filter((file) => !file.endsWith('dynamodb/keys.ts'))
      .filter((file) =>
        /[`'"](LEAD|INQUIRY|IDENTITY|POOL|CLAIM|STATE|INBOX|OWNER|RATE)#/.test(readFileSync(file, 'utf8')),
      );
    expect(spelling).toEqual([]);
  });
});
