import type { ClientProtocol } from '../core/client-protocol.ts';
import { anthropicProtocol } from './anthropic/anthropic-protocol.ts';
import { antigravityProtocol } from './antigravity/antigravity-protocol.ts';
import { bedrockConverseProtocol } from './bedrock-converse/bedrock-converse-protocol.ts';
import { cursorProtocol } from './cursor/cursor-protocol.ts';
import { geminiProtocol } from './gemini/gemini-protocol.ts';
import { kiroProtocol } from './kiro/kiro-protocol.ts';
import { ollamaProtocol } from './ollama/ollama-protocol.ts';
import { openaiChatProtocol } from './openai-chat/openai-chat-protocol.ts';
import { openaiResponsesProtocol } from './openai-responses/openai-responses-protocol.ts';
import { vertexProtocol } from './vertex/vertex-protocol.ts';

/**
 * Every wire format a client may speak: one line each. The first that claims a call answers it, so OpenAI Chat, which
 * claims whatever is left, stands last.
 */
export const clientProtocols: readonly ClientProtocol[] = [
  vertexProtocol,
  bedrockConverseProtocol,
  kiroProtocol,
  cursorProtocol,
  anthropicProtocol,
  openaiResponsesProtocol,
  antigravityProtocol,
  geminiProtocol,
  ollamaProtocol,
  openaiChatProtocol,
];
