import type { Warning } from '../../core/chat-request.ts';
import type { UpstreamDialect } from '../../core/codec.ts';
import type { JsonObject } from '../../core/json.ts';
import { decodeSseData } from '../../framing/decode-sse-data.ts';
import type { ClaudeRules } from '../anthropic/claude-models.ts';
import { claudeRules } from '../anthropic/claude-rules.ts';
import { createAnthropicDecoder } from '../anthropic/decode-stream.ts';
import { encodeAnthropicRequest } from '../anthropic/encode-request.ts';
import { selectVertexBetas } from './claude-betas.ts';
import { decodeVertexError } from './decode-error.ts';

/**
 * Claude on Vertex, always asked for a stream: the Messages body with its version inside and the model in the path. Which
 * flags go into the `anthropic-beta` header, `selectVertexBetas` says.
 */
export const vertexClaudeUpstream: UpstreamDialect = {
  name: 'vertex',
  encodeRequest(request, { model, defaultMaxTokens }) {
    const { flags, dropped } = selectVertexBetas(request.betas);
    const encoded = encodeAnthropicRequest(
      { ...request, betas: flags },
      { rules: vertexClaudeRules(model), defaultMaxTokens },
    );
    const refused = Object.keys(encoded.body).filter((name) => isRefused(name, flags));
    return {
      body: { anthropic_version: VERSION, ...withoutMembers(encoded.body, refused), stream: true },
      warnings: [
        ...encoded.warnings,
        ...dropped.map((flag): Warning => ({ code: 'dropped', param: 'anthropic-beta', detail: flag })),
        ...refused.map((param): Warning => ({ code: 'dropped', param, detail: 'Vertex does not take it' })),
      ],
      restore: encoded.restore,
    };
  },
  createDecoder: (restore) => decodeSseData(createAnthropicDecoder(restore)),
  decodeError: decodeVertexError,
};

/** The only one whose request fields our bodies have. */
const VERSION = 'vertex-2023-10-16';

/** A model's rules where Google serves it: structured output by a tool, instructions only before the conversation. */
export function vertexClaudeRules(model: string): ClaudeRules {
  return { ...claudeRules(model), structuredOutput: false, midConversationSystem: false };
}

/** Members that only Anthropic's own servers know. */
const REFUSED: ReadonlySet<string> = new Set([
  'service_tier',
  'speed',
  'inference_geo',
  'container',
  'mcp_servers',
  'fallbacks',
  'diagnostics',
]);

const CONTEXT_FLAGS = ['context-management-2025-06-27', 'compact-2026-01-12'];

function isRefused(name: string, flags: readonly string[]): boolean {
  if (name === 'context_management') return !CONTEXT_FLAGS.some((flag) => flags.includes(flag));
  return REFUSED.has(name);
}

function withoutMembers(body: JsonObject, names: readonly string[]): JsonObject {
  if (names.length === 0) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => !names.includes(name)));
}
