import type { ChatRequest } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { createToolNaming, type ToolNaming } from '../anthropic/tool-naming.ts';
import { createWarningList, type WarningList } from '../openai-vocabulary/warning-list.ts';
import type { ConverseRules } from './converse-models.ts';

/** What one encoding of a request shares. */
export interface ConverseContext {
  readonly request: ChatRequest;
  readonly rules: ConverseRules;
  readonly defaultMaxTokens: number;
  readonly naming: ToolNaming;
  readonly warnings: WarningList;
}

export interface ConverseOptions {
  readonly rules: ConverseRules;
  /** For a request that has no limit, in tokens. */
  readonly defaultMaxTokens: number;
}

/** A body without the model, which stands in the path, and the tool whose call is to be read as the answer. */
export interface ConverseBody {
  readonly body: JsonObject;
  readonly outputTool?: string;
}

/** Converse: `[a-zA-Z0-9_-]{1,64}`. */
const LONGEST_TOOL_NAME = 64;

/** A fresh context: encoding the same request again, for another model, starts from nothing. */
export function createConverseContext(request: ChatRequest, options: ConverseOptions): ConverseContext {
  return {
    request,
    rules: options.rules,
    defaultMaxTokens: options.defaultMaxTokens,
    naming: createToolNaming(LONGEST_TOOL_NAME),
    warnings: createWarningList(),
  };
}
