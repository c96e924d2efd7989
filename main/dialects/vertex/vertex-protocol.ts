import type { CallLine, ClientProtocol } from '../../core/client-protocol.ts';
import type { ClientDialect } from '../../core/codec.ts';
import { vertexClaudeDialect } from './claude-dialect.ts';
import { claudeEndpoints } from './claude-endpoints.ts';
import { vertexGeminiDialect, vertexGeminiListDialect } from './gemini-dialect.ts';
import { geminiEndpoints } from './gemini-endpoints.ts';
import { modelEndpoints } from './model-endpoints.ts';

/** Vertex AI: Claude and Gemini under their publishers' paths, each in its maker's own format. */
export const vertexProtocol: ClientProtocol = {
  name: 'vertex',
  endpoints: [...claudeEndpoints, ...geminiEndpoints, ...modelEndpoints],
  claims,
};

const OWN_PATH = /\/publishers\/[^/]+\/models(?:\/|$)|\/projects\/[^/]+\/locations\//;
const CLAUDE_CALL = /\/publishers\/anthropic\/models\/.+:/;

/** Each publisher's clients read errors of its own. */
function claims({ path, query }: CallLine): ClientDialect | undefined {
  if (!OWN_PATH.test(path)) return undefined;
  if (CLAUDE_CALL.test(path)) return vertexClaudeDialect;
  const isList = path.endsWith(':streamGenerateContent') && query['alt'] !== 'sse';
  return isList ? vertexGeminiListDialect : vertexGeminiDialect;
}
