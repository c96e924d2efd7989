import { type JsonObject, objectOf, objectsOf } from '../json.ts';
import { type ModelRequest, thinkingMode } from '../validation/model-request.ts';
import type { Answer, AnswerBlock } from './answer.ts';
import { countedText, replyText, thinkingText } from './phrases.ts';
import { type AskedCall, type Directives, readDirectives } from './read-directives.ts';
import { sampleJson } from './sample-json.ts';
import type { ThinkingSigner } from './thinking-signer.ts';
import { splitArguments, splitTokens } from './tokenize.ts';

/** What an answer needs beside the request. */
export interface ComposeTools {
  readonly signer: ThinkingSigner;
  readonly nextId: (prefix: string) => string;
}

const REFUSAL: Pick<Answer, 'stopReason' | 'stopSequence' | 'stopDetails'> = {
  stopReason: 'refusal',
  stopSequence: null,
  stopDetails: {
    type: 'refusal',
    category: 'general_harms',
    explanation: 'The simulated model was asked to refuse this request.',
  },
};

/** The whole answer to a request, before stop sequences and `max_tokens` cut it. */
export function composeAnswer(request: ModelRequest, tools: ComposeTools): Answer {
  const asked = readDirectives(request.body);
  if (asked.refuse) return { blocks: [], ...REFUSAL };
  const thinking = thinkingBlocks(request, asked, tools.signer);
  const calls = callsToMake(request.body, asked);
  const toolBlocks = calls.map(
    (call): AnswerBlock => ({
      type: 'tool_use',
      id: tools.nextId('toolu_bdrk_01'),
      name: call.name,
      pieces: splitArguments(JSON.stringify(call.input)),
    }),
  );
  if (toolBlocks.length > 0) {
    return { blocks: [...thinking, ...toolBlocks], stopReason: 'tool_use', stopSequence: null };
  }
  const text: AnswerBlock = { type: 'text', pieces: splitTokens(answerText(request.body, asked)) };
  return { blocks: [...thinking, text], stopReason: 'end_turn', stopSequence: null };
}

function answerText(body: JsonObject, asked: Directives): string {
  const format = objectOf(objectOf(body['output_config'])['format']);
  if (format['type'] === 'json_schema') return JSON.stringify(sampleJson(format['schema']));
  if (asked.exact !== undefined) return asked.exact;
  if (asked.countTo > 0) return countedText(asked.countTo);
  return replyText(asked);
}

function callsToMake(body: JsonObject, asked: Directives): readonly AskedCall[] {
  const offered = objectsOf(body['tools']);
  const choice = objectOf(body['tool_choice']);
  const forced = choice['type'] === 'tool' || choice['type'] === 'any';
  if (choice['type'] === 'none' || offered.length === 0) return [];
  const named = asked.calls.filter(
    ({ name }) =>
      offered.some((tool) => tool['name'] === name) && (choice['type'] !== 'tool' || choice['name'] === name),
  );
  const calls = named.length === 0 && forced ? [inventedCall(offered, choice)] : named;
  return choice['disable_parallel_tool_use'] === true ? calls.slice(0, 1) : calls;
}

function inventedCall(offered: readonly JsonObject[], choice: JsonObject): AskedCall {
  const wanted = choice['type'] === 'tool' ? choice['name'] : offered[0]?.['name'];
  const tool = offered.find(({ name }) => name === wanted);
  return { name: String(wanted), input: objectOf(sampleJson(tool?.['input_schema'])) };
}

function thinkingBlocks(
  request: ModelRequest,
  asked: Directives,
  signer: ThinkingSigner,
): readonly AnswerBlock[] {
  const mode = thinkingMode(request);
  const effort = objectOf(request.body['output_config'])['effort'];
  // With little effort asked for, adaptive thinking leaves easy questions alone.
  if (mode === 'off' || (mode === 'adaptive' && effort === 'low')) return [];
  const { id, thinkingDisplay } = request.model;
  const display = objectOf(request.body['thinking'])['display'] ?? thinkingDisplay;
  const thought = thinkingText(asked);
  const shown = display === 'omitted' ? '' : thought;
  const block: AnswerBlock = {
    type: 'thinking',
    pieces: splitTokens(shown),
    signature: signer.sign(id, shown),
  };
  return asked.redactThinking
    ? [block, { type: 'redacted_thinking', data: signer.redact(id, thought) }]
    : [block];
}
