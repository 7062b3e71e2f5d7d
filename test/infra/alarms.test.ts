import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ofType, refersTo, synthesised } from './synthesis.ts';

const alarms = ofType(synthesised('prod'), 'AWS::CloudWatch::Alarm');
const runbook = readFileSync(resolve(import.meta.dirname, '../../docs/runbook.md'), 'utf8');
const headings = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
  heading?.toLowerCase().replaceAll(' ', '-'),
);

describe('alarms', () => {
  it.each(alarms.map(({ Properties }) => [Properties.AlarmName, Properties]))(
    '%s says what a person loses, where to read on, and is heard',
    (_, properties) => {
      const [, impact, anchor] =
        /^(.{20,}) See docs\/runbook\.md#(\S+)$/.exec(properties.AlarmDescription) ?? [];
      expect(impact).toMatch(/\.$/);
      expect(headings).toContain(anchor);
      expect(properties.AlarmActions.map(refersTo)).toEqual(['Alarms']);
    },
  );

  it('are what the runbook is about', () => {
    const described = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, heading]) => heading);
    const anchors = alarms.map(({ Properties }) => /#(\w+)$/.exec(Properties.AlarmDescription)?.[1]);
    expect(described.map((heading) => heading?.toLowerCase()).sort()).toEqual([...new Set(anchors)].sort());
  });
});
