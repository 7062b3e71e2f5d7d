import { beforeEach, describe, expect, it } from 'vitest';
import { memoryClaims } from '../../shared/adapters/memory/claims.ts';
import { defaultSource } from '../../shared/adapters/memory/default-rules.ts';
import { memoryMailer } from '../../shared/adapters/memory/mailer.ts';
import { memoryObjects } from '../../shared/adapters/memory/objects.ts';
import { memoryParameters } from '../../shared/adapters/memory/parameters.ts';
import { memoryRuleSets } from '../../shared/adapters/memory/rule-sets.ts';
import { parameterOf, type Subject, subjects } from '../../shared/rules/documents.ts';
import { activateRules } from './activate-rules.ts';
import { tellRefusals } from './tell-refusals.ts';

const prefix = '/leitwerk/test/';
const now = '2026-11-24T09:00:00.000Z';
const text = (subject: Subject) => JSON.stringify(defaultSource(subject), null, 2);

const start = () => ({
  parameters: memoryParameters(
    Object.fromEntries(subjects.map((subject) => [`${prefix}${parameterOf(subject)}`, text(subject)])),
  ),
  sets: memoryRuleSets(),
  archive: memoryObjects(),
  claims: memoryClaims(),
  mailer: memoryMailer(),
  sender: 'anfragen@leitwerk.example',
  prefix,
  now: () => now,
});

let ports: ReturnType<typeof start>;
beforeEach(async () => {
  ports = start();
  await look();
});

const look = async () => tellRefusals(ports, await activateRules(ports), now);
const write = async (subject: Subject, written: string) => {
  await ports.parameters.put(`${prefix}${parameterOf(subject)}`, written);
  await look();
};

describe('the process owner', () => {
  it('hears nothing of documents that go in force', () => {
    expect(ports.mailer.sent).toEqual([]);
  });

  it('is told of a document that is refused: which, where, why, and what goes on deciding (R23)', async () => {
    await write('scoring', text('scoring').replace('lead.employees', 'lead.employes'));
    const [mail] = ports.mailer.sent;
    expect(mail).toMatchObject({
      to: 'petra.lindner@leitwerk.example',
      subject: 'Regeln scoring abgelehnt – die letzte gute Fassung gilt weiter',
      tags: { kind: 'rules-refused', subject: 'scoring' },
    });
    expect(mail?.text).toMatch(
      /Zeile \d+, lifts\[0\]\.when .*: there is no fact employes, at character 6 – did you mean employees\?/,
    );
    expect(mail?.text).toContain('/leitwerk/test/status/scoring');
  });

  it('is told once for each text, however often it is looked at', async () => {
    await write('scoring', '{');
    await look();
    await look();
    expect(ports.mailer.sent).toHaveLength(1);
    await write('scoring', '{ "version": ');
    expect(ports.mailer.sent).toHaveLength(2);
    await write('scoring', '{');
    expect(ports.mailer.sent).toHaveLength(2);
  });

  it('reads it in English where that is their language', async () => {
    await write('agents', text('agents').replaceAll('"language": "de"', '"language": "en"'));
    await write('routing', '{');
    expect(ports.mailer.sent[0]?.subject).toBe(
      'Rules routing refused – the last good version stays in force',
    );
  });

  it('cannot be told as long as there is none', async () => {
    ports = start();
    await write('agents', '{');
    expect(ports.mailer.sent).toEqual([]);
  });
});
