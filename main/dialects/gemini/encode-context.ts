import type { ChatRequest } from '../../core/chat-request.ts';
import { toolNamesOf } from '../openai-vocabulary/tool-names-of.ts';
import { createWarningList, type WarningList } from '../openai-vocabulary/warning-list.ts';
import { createWireNames, type NameRule, type WireNames } from '../openai-vocabulary/wire-names.ts';
import { type GeminiBackend, isGeminiBackend } from './gemini-backend.ts';
import type { GeminiOptions } from './gemini-options.ts';
import { type GeminiRules, geminiRules } from './gemini-rules.ts';

/** What encoding one request shares. */
export interface EncodeContext {
  readonly request: ChatRequest;
  readonly options: GeminiOptions;
  readonly backend: GeminiBackend;
  readonly rules: GeminiRules;
  readonly names: WireNames;
  readonly warnings: WarningList;
  /** The request came in this format: each `source` in it may be sent, its proof seen to. */
  readonly isOwn: boolean;
}

/** Google's rule for function names; older backends hold them to 64 characters. */
const NAMES: NameRule = {
  valid: /^[A-Za-z_][A-Za-z0-9_.:-]{0,63}$/,
  clean: (name) => name.replace(/[^A-Za-z0-9_.:-]/g, '_').replace(/^[^A-Za-z_]/, '_$&'),
};

export function createEncodeContext(request: ChatRequest, options: GeminiOptions): EncodeContext {
  const isOwn = isGeminiBackend(request.dialect);
  return {
    request,
    options,
    backend: options.backend ?? 'gemini',
    rules: geminiRules(options.model),
    names: createWireNames(isOwn ? [] : toolNamesOf(request), NAMES),
    warnings: createWarningList(),
    isOwn,
  };
}
