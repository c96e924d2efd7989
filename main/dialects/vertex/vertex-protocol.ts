import type { CallLine, ClientProtocol } from '../../core/client-protocol.ts';
import type { ClientDialect } from '../../core/codec.ts';
import { vertexClaudeDialect } from './claude-dialect.ts';
import { claudeEndpoints } from './claude-endpoints.ts';

/** Vertex AI: Claude and Gemini under their publishers' paths, each in its maker's own format. */
export const vertexProtocol: ClientProtocol = {
  name: 'vertex',
  endpoints: [...claudeEndpoints],
  claims,
};

function claims({ path }: CallLine): ClientDialect | undefined {
  if (!path.includes('/publishers/')) return undefined;
  return vertexClaudeDialect;
}
