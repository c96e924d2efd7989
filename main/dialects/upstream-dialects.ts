import type { UpstreamDialect } from '../core/codec.ts';
import { anthropicUpstream } from './anthropic/anthropic-upstream.ts';
import { antigravityUpstream } from './antigravity/antigravity-upstream.ts';
import { bedrockConverseUpstream } from './bedrock-converse/bedrock-converse-upstream.ts';
import { geminiUpstream } from './gemini/gemini-upstream.ts';
import { kiroUpstream } from './kiro/kiro-upstream.ts';
import { ollamaUpstream } from './ollama/ollama-upstream.ts';
import { openaiChatUpstream } from './openai-chat/openai-chat-upstream.ts';
import { openaiResponsesUpstream } from './openai-responses/openai-responses-upstream.ts';
import { vertexClaudeUpstream } from './vertex/claude-upstream.ts';
import { vertexGeminiUpstream } from './vertex/gemini-upstream.ts';

/** Every wire format that kRouter speaks to a provider in JSON: one line each. */
export const upstreamDialects: readonly UpstreamDialect[] = [
  anthropicUpstream,
  antigravityUpstream,
  bedrockConverseUpstream,
  geminiUpstream,
  kiroUpstream,
  ollamaUpstream,
  openaiChatUpstream,
  openaiResponsesUpstream,
  vertexClaudeUpstream,
  vertexGeminiUpstream,
];
