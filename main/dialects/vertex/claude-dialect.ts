import type { ClientDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { anthropicDialect } from '../anthropic/anthropic-dialect.ts';
import { decodeClaudeBody } from './decode-claude.ts';

/** Claude on Vertex: Anthropic's answers and errors, word for word. */
export const vertexClaudeDialect: ClientDialect<string, JsonObject> = {
  ...anthropicDialect,
  name: 'vertex',
  decodeRequest: decodeClaudeBody,
  requestIdHeader: 'request-id',
};
