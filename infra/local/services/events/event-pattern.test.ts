import { describe, expect, test } from 'vitest';
import { matchesPattern } from './event-pattern.ts';

const event = {
  source: 'leitwerk',
  'detail-type': 'LeadScored',
  resources: ['arn:a', 'arn:b'],
  detail: {
    type: 'LeadScored',
    score: 75,
    class: 'hot',
    tags: ['web', 'DE'],
    owner: null,
    person: { known: true },
  },
};

describe('an event pattern decides which rule a lead event reaches', () => {
  test.each([
    ['exact source', { source: ['leitwerk'] }, true],
    ['one of several', { source: ['aws.ses', 'leitwerk'] }, true],
    ['another source', { source: ['aws.ses'] }, false],
    ['two fields, both right', { source: ['leitwerk'], detail: { class: ['hot'] } }, true],
    ['two fields, one wrong', { source: ['leitwerk'], detail: { class: ['cold'] } }, false],
    ['a number', { detail: { score: [75] } }, true],
    ['a number is not its text', { detail: { score: ['75'] } }, false],
    ['null', { detail: { owner: [null] } }, true],
    ['a boolean', { detail: { person: { known: [true] } } }, true],
    ['a list shares a value', { detail: { tags: ['DE', 'AT'] } }, true],
    ['a list shares none', { detail: { tags: ['AT'] } }, false],
    ['prefix', { 'detail-type': [{ prefix: 'Lead' }] }, true],
    ['prefix, other case', { 'detail-type': [{ prefix: 'lead' }] }, false],
    ['prefix, any case', { 'detail-type': [{ prefix: { 'equals-ignore-case': 'lead' } }] }, true],
    ['prefix of a number', { detail: { score: [{ prefix: '7' }] } }, false],
    ['suffix', { 'detail-type': [{ suffix: 'Scored' }] }, true],
    ['suffix not there', { 'detail-type': [{ suffix: 'Assigned' }] }, false],
    ['equals-ignore-case', { detail: { class: [{ 'equals-ignore-case': 'HOT' }] } }, true],
    ['wildcard', { 'detail-type': [{ wildcard: 'L*d' }] }, true],
    ['wildcard takes a dot as a dot', { 'detail-type': [{ wildcard: '.*' }] }, false],
    ['anything-but one', { detail: { class: [{ 'anything-but': 'cold' }] } }, true],
    ['anything-but a list', { detail: { class: [{ 'anything-but': ['cold', 'hot'] }] } }, false],
    ['anything-but prefix', { detail: { class: [{ 'anything-but': { prefix: 'ho' } }] } }, false],
    [
      'anything-but several suffixes',
      { detail: { class: [{ 'anything-but': { suffix: ['x', 'd'] } }] } },
      true,
    ],
    ['anything-but of an absent field', { detail: { region: [{ 'anything-but': 'x' }] } }, false],
    ['numeric equal', { detail: { score: [{ numeric: ['=', 75] }] } }, true],
    ['numeric at the edge, exclusive', { detail: { score: [{ numeric: ['>', 75] }] } }, false],
    ['numeric at the edge, inclusive', { detail: { score: [{ numeric: ['>=', 75] }] } }, true],
    ['numeric range', { detail: { score: [{ numeric: ['>', 50, '<=', 75] }] } }, true],
    ['numeric of a text', { detail: { class: [{ numeric: ['>', 0] }] } }, false],
    ['exists', { detail: { owner: [{ exists: true }] } }, true],
    ['exists, absent', { detail: { region: [{ exists: true }] } }, false],
    ['absent as wanted', { detail: { region: [{ exists: false }] } }, true],
    ['absent in an absent object', { detail: { company: { name: [{ exists: false }] } } }, true],
    ['$or, one right', { $or: [{ source: ['x'] }, { detail: { class: ['hot'] } }] }, true],
    ['$or beside a wrong field', { source: ['x'], $or: [{ detail: { class: ['hot'] } }] }, false],
    ['$or inside detail', { detail: { $or: [{ class: ['cold'] }, { score: [75] }] } }, true],
    ['no condition', {}, true],
  ])('%s', (_name, pattern, expected) => {
    expect(matchesPattern(pattern, event)).toBe(expected);
  });

  test('a list of objects matches if one of them does', () => {
    const mail = { detail: { bounced: [{ status: '4.0.0' }, { status: '5.1.1' }] } };
    expect(matchesPattern({ detail: { bounced: { status: [{ prefix: '5' }] } } }, mail)).toBe(true);
    expect(matchesPattern({ detail: { bounced: { status: [{ prefix: '6' }] } } }, mail)).toBe(false);
  });

  test.each([
    ['an unknown operator', { source: [{ cidr: '10.0.0.0/8' }] }],
    ['a bare value', { source: 'leitwerk' }],
    ['a comparison that does not exist', { detail: { score: [{ numeric: ['~', 1] }] } }],
    ['half a comparison', { detail: { score: [{ numeric: ['>'] }] } }],
  ])('%s is an error, as it would be at deployment', (_name, pattern) => {
    expect(() => matchesPattern(pattern, event)).toThrow();
  });
});
