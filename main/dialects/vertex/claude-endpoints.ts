import type { ClientEndpoint } from '../../core/client-protocol.ts';
import { vertexClaudeDialect } from './claude-dialect.ts';
import { decodeClaudeCall, decodeClaudeCount } from './decode-claude.ts';

/** A base URL holds `/v1` or `/v1beta1`, or nothing where a gateway's own stands for it. */
const CLAUDES = '{/:version}/projects/:project/locations/:location/publishers/anthropic/models';

/** What Anthropic's clients for Vertex call. Project and location are the caller's own affair: any will do. */
export const claudeEndpoints: readonly ClientEndpoint[] = [
  {
    kind: 'count-tokens',
    paths: [`${CLAUDES}/count-tokens\\:rawPredict`],
    dialect: vertexClaudeDialect,
    decode: decodeClaudeCount,
    encode: ({ inputTokens }) => ({ input_tokens: inputTokens }),
  },
  {
    kind: 'chat',
    paths: [`${CLAUDES}/*model\\:rawPredict`, `${CLAUDES}/*model\\:streamRawPredict`],
    dialect: vertexClaudeDialect,
    decode: decodeClaudeCall,
  },
];
