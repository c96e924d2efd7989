import type { JsonObject } from '../json.ts';
import { answerEvents, type StreamEvent } from '../model/answer-events.ts';
import { composeAnswer } from '../model/compose-answer.ts';
import { limitAnswer } from '../model/limit-answer.ts';
import { countBody, promptSegments } from '../model/prompt-segments.ts';
import { readDirectives } from '../model/read-directives.ts';
import type { ScriptPart } from '../region/script.ts';
import type { ModelRequest } from '../validation/model-request.ts';
import type { Call } from './operation.ts';

/** The answer to a checked request: the script's, or else the model's own events. */
export function answerParts(call: Call, request: ModelRequest, stream: boolean): readonly ScriptPart[] {
  const { state, record } = call;
  const scripted = state.script?.({ modelId: call.id, body: request.body, stream, record });
  return scripted ?? modelEvents(call, request);
}

/** Tells events from bytes and pauses. */
export function isEvent(part: ScriptPart): part is StreamEvent {
  return 'type' in part;
}

function modelEvents(call: Call, request: ModelRequest): readonly StreamEvent[] {
  const { state } = call;
  const { body, model } = request;
  const cache = state.cache.account(model, promptSegments(body));
  const answer = limitAnswer(composeAnswer(request, state), body);
  return answerEvents(guardAnswer(answer, call, body), {
    id: state.nextId('msg_bdrk_01'),
    model: model.id.replace(/^anthropic\./, '').replace(/-v\d+(:\d+)?$/, ''),
    inputTokens: countBody(body) - cache.read - cache.written5m - cache.written1h,
    cache,
    latency: Math.max(1, Date.now() - call.record.receivedAt),
    extras: guardrailAction(call, body),
  });
}

const BLOCKED = 'Sorry, the model cannot answer this question.';

function guardrailAction(call: Call, body: JsonObject): JsonObject {
  if (call.headers['x-amzn-bedrock-guardrailidentifier'] === undefined) return {};
  const action = readDirectives(body).tripGuardrail ? 'INTERVENED' : 'NONE';
  return { 'amazon-bedrock-guardrailAction': action };
}

function guardAnswer(answer: ReturnType<typeof limitAnswer>, call: Call, body: JsonObject): typeof answer {
  if (guardrailAction(call, body)['amazon-bedrock-guardrailAction'] !== 'INTERVENED') return answer;
  return { blocks: [{ type: 'text', pieces: [BLOCKED] }], stopReason: 'end_turn', stopSequence: null };
}
