import type { OpenaiResponsesProviderConfig } from '../../../contract/config.ts';
import type { Provider } from '../../core/provider.ts';
import { openaiResponsesUpstream } from '../../dialects/openai-responses/openai-responses-upstream.ts';
import { createApiKeySource } from '../plain-api/api-key-source.ts';
import { createOpenaiProvider } from '../plain-api/create-openai-provider.ts';
import { openaiApi } from '../plain-api/openai-api.ts';
import type { PlainPorts } from '../plain-api/plain-ports.ts';
import type { Repair } from '../plain-api/repair.ts';

/** What models differ in. Nothing here changes what the model is told. */
const REPAIRS: readonly Repair[] = [
  { member: 'include', words: /encrypted.content/i, isExpendable: true },
  { member: 'reasoning', words: /reasoning/, isExpendable: true },
  { member: 'temperature', words: /temperature/ },
  { member: 'top_p', words: /top_p/ },
  { member: 'parallel_tool_calls', words: /parallel_tool_calls/ },
];

/** OpenAI's Responses API, or a server that speaks it. Nothing is stored there. */
export function createOpenaiResponsesProvider(
  config: OpenaiResponsesProviderConfig,
  ports: PlainPorts,
): Provider {
  const dialect = openaiResponsesUpstream;
  const apiKey = createApiKeySource(config, ports);
  const api = openaiApi(config, { http: ports.http, apiKey }, dialect.decodeError);
  return createOpenaiProvider({ config, ports, api, dialect, path: '/responses', repairs: REPAIRS });
}
