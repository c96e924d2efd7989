import { toAppError } from '../../core/app-error.ts';
import { type JsonObject, parseJsonObject } from '../../core/json.ts';
import type { Sending, TokenCount } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { vertexClaudeUpstream } from '../../dialects/vertex/claude-upstream.ts';
import { vertexGeminiUpstream } from '../../dialects/vertex/gemini-upstream.ts';
import { publisherOf } from '../../dialects/vertex/model-name.ts';
import { call } from '../plain-api/call.ts';
import { estimatedCount } from '../plain-api/estimated-count.ts';
import { readText } from '../plain-api/read-text.ts';
import { withFreshToken } from '../plain-api/with-fresh-token.ts';
import { optionsFor, type VertexContext } from './vertex-context.ts';
import { modelPath } from './vertex-paths.ts';

/** Clients count before every turn and wait for it. Milliseconds. */
const TIMEOUTS = { connect: 2_000, firstByte: 5_000, idle: 5_000 };

/** Asks Vertex to count; where it does not answer, a guess that says it is one. @throws AppError when cancelled */
export async function countTokens(context: VertexContext, sending: Sending): Promise<TokenCount> {
  const { path, body, member } = questionFor(context, sending);
  const { cancellation } = sending;
  try {
    const tokens = await withFreshToken(context, async () => {
      const request = {
        method: 'POST',
        path,
        body: stringifyJson(body),
        cancellation,
        timeouts: TIMEOUTS,
      } as const;
      return parseJsonObject(await readText(await call(context.api, request)))?.[member];
    });
    if (typeof tokens === 'number') return { inputTokens: tokens, estimated: false };
  } catch (error) {
    if (toAppError(error).code === 'cancelled') throw error;
  }
  return estimatedCount(sending.request);
}

interface Question {
  readonly path: string;
  readonly body: JsonObject;
  /** Where in the answer the number stands. */
  readonly member: string;
}

function questionFor(context: VertexContext, sending: Sending): Question {
  const { request, model } = sending;
  const { config } = context;
  const options = optionsFor(context, sending);
  if (publisherOf(model.id) === 'anthropic') {
    const { body } = vertexClaudeUpstream.encodeRequest(request, options);
    return {
      path: modelPath(config, { publisher: 'anthropic', id: 'count-tokens' }, 'rawPredict'),
      body: { model: model.id, ...pick(body, CLAUDE_COUNTED) },
      member: 'input_tokens',
    };
  }
  const { body } = vertexGeminiUpstream.encodeRequest(request, options);
  return {
    path: modelPath(config, { publisher: 'google', id: model.id }, 'countTokens'),
    body: pick(body, GEMINI_COUNTED),
    member: 'totalTokens',
  };
}

const CLAUDE_COUNTED = ['anthropic_version', 'messages', 'system', 'tools', 'tool_choice', 'thinking'];
const GEMINI_COUNTED = ['contents', 'systemInstruction', 'tools', 'generationConfig'];

function pick(body: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([name]) => names.includes(name)));
}
