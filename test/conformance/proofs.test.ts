import { describe, expect, it } from 'vitest';
import { clients, upstreams } from './cells.ts';
import { runRequest } from './run-request.ts';

/** The vendors' own proofs in the conversations named `thinking`. */
const PROOFS = [
  'EqQBCkYIARgCKkDgenuine',
  'gAAAAABgenuine',
  'Z2VudWluZSBnb29nbGUgcHJvb2Y=',
  'cursor-run-proof',
];

const CLAUDE = ['anthropic', 'vertex-claude'];

/** Where the proof of each client's conversation may go: to whoever made it. */
const HOMES: Readonly<Record<string, readonly string[]>> = {
  anthropic: CLAUDE,
  'vertex-claude': CLAUDE,
  'bedrock-invoke': CLAUDE,
  'bedrock-converse': CLAUDE,
  'openai-chat': [...CLAUDE, 'openai-chat'],
  'openai-responses': ['openai-responses'],
  gemini: ['gemini'],
  'vertex-gemini': ['vertex-gemini'],
  antigravity: ['antigravity'],
  kiro: ['kiro'],
  ollama: [],
  cursor: ['cursor'],
};

describe('a proof of thinking', () => {
  it.each(clients)('from $id goes back to its maker and to nobody else', (client) => {
    const homes = HOMES[client.id];
    expect(
      homes,
      `test/conformance/proofs.test.ts does not say where proofs of ${client.id} belong`,
    ).toBeDefined();
    for (const upstream of upstreams) {
      const sent = JSON.stringify(runRequest(client, upstream, 'thinking').body);
      const carried = PROOFS.filter((proof) => sent.includes(proof));
      expect(carried.length > 0, `${upstream.id} gets ${carried.join()}`).toBe(
        homes?.includes(upstream.id) ?? false,
      );
    }
  });
});
