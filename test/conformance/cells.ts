import type { ClientProtocol } from '../../main/core/client-protocol.ts';
import type { UpstreamDialect } from '../../main/core/codec.ts';
import type { JsonObject } from '../../main/core/json.ts';
import { clientProtocols } from '../../main/dialects/client-protocols.ts';
import { cursorUpstream } from '../../main/dialects/cursor/cursor-upstream.ts';
import { upstreamDialects } from '../../main/dialects/upstream-dialects.ts';
import { vertexClaudeUpstream } from '../../main/dialects/vertex/claude-upstream.ts';
import { vertexGeminiUpstream } from '../../main/dialects/vertex/gemini-upstream.ts';

/** One way in. */
export interface Client {
  /** Folder under `conversations/`. */
  readonly id: string;
  readonly protocol: ClientProtocol;
}

/** One way out. */
export interface Upstream {
  /** Folder under `answers/`. */
  readonly id: string;
  /** The body is bytes where the format is not JSON. */
  readonly dialect: UpstreamDialect<JsonObject | Uint8Array>;
  /** A model of it. */
  readonly model: string;
}

/** Protocols with more than one format on their paths. */
const VOICES: Readonly<Record<string, readonly string[]>> = {
  vertex: ['vertex-claude', 'vertex-gemini'],
  'bedrock-converse': ['bedrock-converse', 'bedrock-invoke'],
};

/** Every format a client may speak, by the registry. */
export const clients: readonly Client[] = clientProtocols.flatMap((protocol) =>
  (VOICES[protocol.name] ?? [protocol.name]).map((id) => ({ id, protocol })),
);

const MODELS: Readonly<Record<string, string>> = {
  anthropic: 'claude-sonnet-4-6',
  'bedrock-converse': 'us.amazon.nova-2-lite-v1:0',
  kiro: 'claude-sonnet-4.6',
  ollama: 'qwen3',
  'openai-chat': 'gpt-5.1',
  'openai-responses': 'gpt-5.1',
  gemini: 'gemini-2.5-pro',
  antigravity: 'gemini-2.5-pro',
  'vertex-claude': 'claude-sonnet-4-6',
  'vertex-gemini': 'gemini-2.5-pro',
  cursor: 'claude-sonnet-4-6',
};

/** Every format that is spoken to a provider, by the registry; and the one that is not JSON. */
export const upstreams: readonly Upstream[] = [...upstreamDialects, cursorUpstream].map((dialect) => {
  const id = idOf(dialect);
  return { id, dialect, model: MODELS[id] ?? 'some-model' };
});

function idOf(dialect: Upstream['dialect']): string {
  if (dialect === vertexClaudeUpstream) return 'vertex-claude';
  return dialect === vertexGeminiUpstream ? 'vertex-gemini' : dialect.name;
}
