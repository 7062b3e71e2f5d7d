import * as z from 'zod';
import { documents, type Subject } from './documents.ts';

/** Where a document says which schema it follows; the schemas themselves are in docs/rules/. */
export const schemaId = (subject: Subject): string => `https://leitwerk.example/schemas/${subject}.json`;

/**
 * The JSON Schema (draft 2020-12) of a rule document as an administrator writes it, made of the schema that checks it.
 * What goes beyond shapes (conditions that compile, bands in order, names that exist) only the check itself knows.
 */
export function jsonSchemaOf(subject: Subject): Record<string, unknown> {
  const schema = z.toJSONSchema(documents[subject], {
    io: 'input',
    // A name that nobody knows is an error of the document, also where the schema would pass it over.
    override: ({ jsonSchema }) => {
      if (
        jsonSchema.type === 'object' &&
        jsonSchema.properties &&
        jsonSchema.additionalProperties === undefined
      )
        jsonSchema.additionalProperties = false;
    },
  });
  const { $schema, ...rest } = schema;
  return { $schema, $id: schemaId(subject), title: `Leitwerk: ${subject}`, ...rest };
}
