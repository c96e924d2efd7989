import { expect } from 'vitest';
import { claudeModels } from '../../main/simulator/catalog/claude-models.ts';
import { makeModelRequest } from '../../main/simulator/validation/model-request.ts';
import { validateBody } from '../../main/simulator/validation/validate-body.ts';
import { claudeBody } from './support.ts';

export const SONNET = 'anthropic.claude-sonnet-4-6';
export const HAIKU = 'anthropic.claude-haiku-4-5-20251001-v1:0';
export const OPUS_47 = 'anthropic.claude-opus-4-7';
export const OPUS_48 = 'anthropic.claude-opus-4-8';
export const OPUS_5 = 'anthropic.claude-opus-5';
export const FABLE = 'anthropic.claude-fable-5';
export const OPUS_41 = 'anthropic.claude-opus-4-1-20250805-v1:0';

export type More = Readonly<Record<string, unknown>>;

/** A case: what it is about, the model, what is put into a good body, and Bedrock's text. */
export type Refused = readonly [about: string, modelId: string, more: More, message: string];

export function modelTraits(modelId: string) {
  const model = claudeModels.find(({ id }) => id === modelId);
  if (!model) throw new Error(modelId);
  return model;
}

/** The text a model refuses a body with, or undefined. */
export function refusal(modelId: string, more: More): string | undefined {
  try {
    // As it arrives: members set to undefined are not there at all.
    validateBody(makeModelRequest(JSON.parse(JSON.stringify(claudeBody('hi', more))), modelTraits(modelId)));
    return undefined;
  } catch (error) {
    expect(error).toMatchObject({ code: 'ValidationException', status: 400 });
    return error instanceof Error ? error.message : String(error);
  }
}

export const user = (content: unknown) => ({ role: 'user', content });
export const assistant = (content: unknown) => ({ role: 'assistant', content });
export const call = (id: string) => ({ type: 'tool_use', id, name: 'f', input: {} });
export const result = (id: string) => ({ type: 'tool_result', tool_use_id: id, content: 'ok' });
export const text = (words: string, more: More = {}) => ({ type: 'text', text: words, ...more });
export const tool = (more: More = {}) => ({
  name: 'f',
  input_schema: { type: 'object', properties: {} },
  ...more,
});
export const cached = (words: string, ttl?: string) =>
  text(words, { cache_control: { type: 'ephemeral', ...(ttl && { ttl }) } });
export const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
export const image = (source: More) => user([{ type: 'image', source }]);
export const schema = { type: 'object', properties: {}, additionalProperties: false };
export const turns = (...messages: readonly unknown[]): More => ({ messages });
