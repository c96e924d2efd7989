import type { OpenaiCompatibleProviderConfig } from '../../../contract/config.ts';
import type { Provider } from '../../core/provider.ts';
import { createOpenaiChatUpstream } from '../../dialects/openai-chat/openai-chat-upstream.ts';
import { createApiKeySource } from '../plain-api/api-key-source.ts';
import { createOpenaiProvider } from '../plain-api/create-openai-provider.ts';
import { openaiApi } from '../plain-api/openai-api.ts';
import type { PlainPorts } from '../plain-api/plain-ports.ts';
import type { Repair } from '../plain-api/repair.ts';

/** What servers of this format differ in. Nothing here changes what the model is told. */
const REPAIRS: readonly Repair[] = [
  { member: 'reasoning_effort', words: /reasoning.effort/, isExpendable: true },
  { member: 'temperature', words: /temperature/ },
  { member: 'top_p', words: /top_p/ },
  { member: 'stream_options', words: /stream_options/ },
  { member: 'parallel_tool_calls', words: /parallel_tool_calls/ },
  {
    member: 'max_tokens',
    words: /max_completion_tokens/,
    replacedBy: (limit) => ({ max_completion_tokens: limit }),
  },
  {
    member: 'max_completion_tokens',
    words: /max_completion_tokens/,
    replacedBy: (limit) => ({ max_tokens: limit }),
  },
];

/** OpenAI itself and Azure, where `max_tokens` is refused by whatever thinks. */
const OPENAI_HOST = /(^|\.)openai(\.azure)?\.com$/;

/** Any server that speaks Chat Completions: OpenAI, OpenRouter, vLLM, LM Studio, llama.cpp and their like. */
export function createOpenaiCompatibleProvider(
  config: OpenaiCompatibleProviderConfig,
  ports: PlainPorts,
): Provider {
  const isOpenai = OPENAI_HOST.test(new URL(config.baseUrl).hostname);
  const dialect = createOpenaiChatUpstream({
    maxTokensField: isOpenai ? 'max_completion_tokens' : 'max_tokens',
  });
  const apiKey = createApiKeySource(config, ports);
  const api = openaiApi(config, { http: ports.http, apiKey }, dialect.decodeError);
  return createOpenaiProvider({ config, ports, api, dialect, path: '/chat/completions', repairs: REPAIRS });
}
