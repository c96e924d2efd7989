/** One white pixel. */
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

/** The beginning of a PDF file; nobody in these tests reads further. */
export const PDF = Buffer.from(
  '%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n',
).toString('base64');

/** Two tools, by their names in the tests. */
export const WEATHER = {
  name: 'get_weather',
  description: 'The weather in a city.',
  schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
};
export const CLOCK = {
  name: 'get_time',
  description: 'The time in a city.',
  schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
};

export const TWO_CALLS =
  'use tool get_weather with {"city":"Oslo"} and use tool get_time with {"city":"Bergen"}';

export const PERSON = {
  type: 'object' as const,
  properties: { name: { type: 'string' }, age: { type: 'integer' } },
  required: ['name', 'age'],
  additionalProperties: false,
};
