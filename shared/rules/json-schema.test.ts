import { describe, expect, it } from 'vitest';
import { defaultSource } from '../adapters/memory/default-rules.ts';
import { subjects } from './documents.ts';
import { jsonSchemaOf, schemaId } from './json-schema.ts';

describe('the published schema of rule documents', () => {
  it.each(subjects)(
    'of %s is the one in docs/rules; `npx vitest run json-schema -u` writes it anew',
    async (subject) => {
      const text = `${JSON.stringify(jsonSchemaOf(subject), null, 2)}\n`;
      await expect(text).toMatchFileSnapshot(`../../docs/rules/${subject}.schema.json`);
    },
  );

  it.each(subjects)('is named by the shipped %s', (subject) => {
    expect(defaultSource(subject)).toMatchObject({ $schema: schemaId(subject) });
  });
});
