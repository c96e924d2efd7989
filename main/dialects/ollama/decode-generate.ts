import { unsupported } from '../../core/app-error.ts';
import type { TextBlock } from '../../core/chat-block.ts';
import type { ChatRequest, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalArray, readOptionalString } from '../../core/read-field.ts';
import { decodeImages } from './decode-images.ts';
import { frameOf } from './decode-request.ts';

/** The body of `POST /api/generate`: one prompt, as a conversation of one turn. @throws AppError naming the field */
export function decodeGenerateRequest(body: unknown): ChatRequest {
  const source = asObject(body, 'body');
  const frame = frameOf(source);
  refuseInsertion(source, frame.model);
  refuseContext(source);
  const prompt = readOptionalString(source, 'prompt') ?? '';
  const content = [...textOf(prompt), ...decodeImages(source, '')];
  return {
    ...frame,
    system: textOf(readOptionalString(source, 'system') ?? ''),
    messages: [{ role: 'user', content }],
    tools: [],
    warnings: [...frame.warnings, ...templateWarnings(source)],
  };
}

function textOf(text: string): TextBlock[] {
  return text === '' ? [] : [{ type: 'text', text }];
}

/** In Ollama's own words, which editors look for. */
function refuseInsertion(source: JsonObject, model: string): void {
  const suffix = readOptionalString(source, 'suffix') ?? '';
  if (suffix !== '') throw unsupported('suffix', `${model} does not support insert`);
}

/** Tokens of an earlier answer, which only the server that made them can read. */
function refuseContext(source: JsonObject): void {
  if (readOptionalArray(source, 'context').length === 0) return;
  throw unsupported(
    'context',
    'context holds an earlier conversation as tokens of another server. Send the conversation to /api/chat.',
  );
}

/** A prompt that its client has put into a model's own template, or a template to do so with. */
function templateWarnings(source: JsonObject): Warning[] {
  const warnings: Warning[] = [];
  if (source['raw'] === true) {
    warnings.push({ code: 'approximated', param: 'raw', detail: 'the prompt is sent as a user’s message' });
  }
  if ((readOptionalString(source, 'template') ?? '') !== '') {
    warnings.push({ code: 'dropped', param: 'template', detail: 'the provider uses the model’s own' });
  }
  return warnings;
}
