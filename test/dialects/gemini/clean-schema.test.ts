import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject } from '../../../main/core/json.ts';
import { cleanSchema } from '../../../main/dialects/gemini/clean-schema.ts';

describe('a JSON Schema in the subset of older backends', () => {
  it.each([
    [{ type: 'string', $schema: 'x', $comment: 'x', readOnly: true, examples: ['x'] }, { type: 'STRING' }],
    [{ type: ['string', 'null'] }, { type: 'STRING', nullable: true }],
    [{ type: ['string', 'integer'] }, { anyOf: [{ type: 'STRING' }, { type: 'INTEGER' }] }],
    [{ const: 'a' }, { type: 'STRING', enum: ['a'] }],
    [
      { type: 'string', enum: ['a', null] },
      { type: 'STRING', enum: ['a'] },
    ],
    [
      { type: 'integer', enum: [1, 2], description: 'How many' },
      { type: 'INTEGER', description: 'How many (one of [1,2])' },
    ],
    [{ oneOf: [{ type: 'string' }, { type: 'null' }] }, { nullable: true, anyOf: [{ type: 'STRING' }] }],
    [
      { type: 'number', exclusiveMinimum: 0, minimum: 0 },
      { type: 'NUMBER', minimum: 0, description: '(exclusiveMinimum: 0)' },
    ],
    [{ type: 'string', format: 'uri' }, { type: 'STRING' }],
    [
      { type: 'string', format: 'date-time' },
      { type: 'STRING', format: 'date-time' },
    ],
    [{ type: 'array' }, { type: 'ARRAY', items: { type: 'STRING' } }],
    [
      {
        type: 'object',
        properties: { a: { type: 'string' } },
        required: ['a', 'b'],
        additionalProperties: false,
      },
      { type: 'OBJECT', properties: { a: { type: 'STRING' } }, required: ['a'] },
    ],
    [
      {
        allOf: [
          { properties: { a: { type: 'string' } }, required: ['a'] },
          { properties: { b: { type: 'string' } } },
        ],
        type: 'object',
      },
      { type: 'OBJECT', properties: { a: { type: 'STRING' }, b: { type: 'STRING' } }, required: ['a'] },
    ],
    [
      { properties: { pattern: { type: 'string' } } },
      { type: 'OBJECT', properties: { pattern: { type: 'STRING' } } },
    ],
  ])('%j', (schema, cleaned) => {
    expect(cleanSchema(schema)).toEqual(cleaned);
  });

  it('has its references written out, and its circles cut', () => {
    const schema = {
      type: 'object',
      properties: { tree: { $ref: '#/$defs/node' } },
      $defs: {
        node: { type: 'object', properties: { next: { $ref: '#/$defs/node' }, name: { type: 'string' } } },
      },
    };
    const cleaned = cleanSchema(schema);
    expect(cleaned).toMatchObject({
      properties: { tree: { properties: { name: { type: 'STRING' }, next: { properties: {} } } } },
    });
    expect(JSON.stringify(cleaned)).not.toContain('$');
  });

  it('never holds a keyword that the backends do not know, whatever came', () => {
    const known = new Set([
      'title',
      'minimum',
      'maximum',
      'minLength',
      'maxLength',
      'pattern',
      'minItems',
      'maxItems',
      'default',
      'type',
      'nullable',
      'enum',
      'format',
      'description',
      'items',
      'properties',
      'required',
      'anyOf',
    ]);
    const check = (schema: unknown): void => {
      if (!isJsonObject(schema)) return;
      for (const key of Object.keys(schema)) expect(known).toContain(key);
      if (isJsonObject(schema['properties'])) Object.values(schema['properties']).forEach(check);
      if (Array.isArray(schema['anyOf'])) schema['anyOf'].forEach(check);
      check(schema['items']);
    };
    const key = fc.constantFrom(
      'type',
      'properties',
      'items',
      'anyOf',
      'oneOf',
      'allOf',
      'enum',
      'const',
      '$ref',
      'not',
      'if',
      'required',
      'additionalProperties',
      'nullable',
      'format',
    );
    const { schema } = fc.letrec((tie) => ({
      schema: fc.dictionary(
        key,
        fc.oneof(
          { maxDepth: 4 },
          fc.jsonValue({ maxDepth: 1 }),
          tie('schema'),
          fc.array(tie('schema'), { maxLength: 2 }),
        ),
      ),
    }));
    fc.assert(
      fc.property(schema, (given) => {
        if (isJsonObject(given)) check(cleanSchema(given));
      }),
    );
  });
});
