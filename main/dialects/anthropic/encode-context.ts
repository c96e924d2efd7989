import type { ChatRequest } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { createWarningList, type WarningList } from '../openai-vocabulary/warning-list.ts';
import type { ClaudeRules } from './claude-models.ts';
import { createToolNaming, type ToolNaming } from './tool-naming.ts';

/** What one encoding of a request shares. */
export interface EncodeContext {
  readonly request: ChatRequest;
  readonly rules: ClaudeRules;
  readonly defaultMaxTokens: number;
  readonly naming: ToolNaming;
  readonly warnings: WarningList;
}

export interface EncodeOptions {
  readonly rules: ClaudeRules;
  /** `max_tokens` for a request that has none. */
  readonly defaultMaxTokens: number;
}

/** A body, and the tool whose call is to be read as the answer. */
export interface EncodedBody {
  readonly body: JsonObject;
  readonly outputTool?: string;
}

/** A fresh context: encoding the same request again, for another model, starts from nothing. */
export function createEncodeContext(request: ChatRequest, options: EncodeOptions): EncodeContext {
  return {
    request,
    rules: options.rules,
    defaultMaxTokens: options.defaultMaxTokens,
    naming: createToolNaming(options.rules.toolNameLength),
    warnings: createWarningList(),
  };
}
