import type { ChatRequest, Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
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

/** Notes each loss once. */
export interface WarningList {
  add(code: Warning['code'], param: string, detail: string): void;
  readonly all: readonly Warning[];
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

function createWarningList(): WarningList {
  const all = new Map<string, Warning>();
  return {
    add(code, param, detail) {
      all.set(`${code} ${param} ${detail}`, { code, param, detail });
    },
    get all() {
      return [...all.values()];
    },
  };
}
