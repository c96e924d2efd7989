import type { ChatRequest } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { asObject, readOptionalArray, readOptionalBoolean } from '../../core/read-field.ts';
import { decodeFunctionTool } from '../openai-vocabulary/decode-function-tool.ts';
import { decodeMessages } from './decode-messages.ts';
import { decodeSettings } from './decode-settings.ts';
import { decodeModelName } from './model-name.ts';

/** The body of `POST /api/chat`. @throws AppError naming the field */
export function decodeChatRequest(body: unknown): ChatRequest {
  const source = asObject(body, 'body');
  return {
    ...frameOf(source),
    ...decodeMessages(readOptionalArray(source, 'messages')),
    tools: decodeTools(source),
  };
}

/** What chat and generate have in common: everything but what is said. */
export function frameOf(source: JsonObject): Omit<ChatRequest, 'system' | 'messages' | 'tools'> {
  return {
    dialect: 'ollama',
    model: decodeModelName(source),
    // A stream unless the client says otherwise.
    stream: readOptionalBoolean(source, 'stream') ?? true,
    ...decodeSettings(source),
    betas: [],
    extensions: {},
    source,
  };
}

function decodeTools(source: JsonObject): ChatRequest['tools'] {
  return readOptionalArray(source, 'tools').map((item, i) => {
    const path = `tools[${i}]`;
    const tool = asObject(item, path);
    const called = asObject(tool['function'], `${path}.function`);
    return { ...decodeFunctionTool(called, `${path}.function`), source: tool };
  });
}
