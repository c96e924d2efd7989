import type { EncodedRequest } from '../../../core/codec.ts';
import type { ResolvedModel, Sending, UpstreamAnswer } from '../../../core/provider.ts';
import { stringifyJson } from '../../../core/raw-json.ts';
import type { ConverseRules } from '../../../dialects/bedrock-converse/converse-models.ts';
import { converseRules } from '../../../dialects/bedrock-converse/converse-rules.ts';
import { encodeConverseRequest } from '../../../dialects/bedrock-converse/encode-request.ts';
import type { HttpResponse } from '../../../platform/ports/http-client.ts';
import type { CorrectionMemory } from '../correction-memory.ts';
import type { BedrockFault } from '../faults/bedrock-fault.ts';
import { explainFault } from '../faults/explain-fault.ts';
import { invokeModel } from '../invoke-model.ts';
import { wantsProfile } from '../self-repair.ts';
import { placeOf, type SendContext } from '../send.ts';
import { openStream } from '../stream/open-stream.ts';
import {
  type AnswerOrigin,
  createConverseBodyDecoder,
  createConverseStreamDecoder,
  readConverseFrame,
} from './converse-decoder.ts';
import { type Lessons, learnFrom } from './lessons.ts';

/** What calls of other vendors' models share. */
export interface ConverseSendContext extends SendContext {
  readonly lessons: CorrectionMemory<Lessons>;
}

/** Each refusal has one answer, so this only bounds requests that are wrong in several ways at once. */
const MAX_REPAIRS = 4;

/** A whole answer begins when it is complete. Milliseconds. */
const WHOLE_TIMEOUTS = { firstByte: 10 * 60_000 };

/**
 * Sends to a model of another vendor than Anthropic: ConverseStream, or Converse where the model does not stream what is
 * asked of it. Known refusals are answered with a corrected request before anything reached the client, and remembered.
 * @throws AppError
 */
export async function sendConverse(context: ConverseSendContext, sending: Sending): Promise<UpstreamAnswer> {
  const { model } = sending;
  let lessons = context.lessons.of(model.id);
  let attempt = prepare(context, sending, lessons);
  for (let repairs = 0; ; repairs += 1) {
    const outcome = await sendOnce(context, sending, attempt);
    if (outcome.ok) return outcome.answer;
    const { fault } = outcome;
    const next =
      repairs < MAX_REPAIRS
        ? await learn(context, { model, fault, lessons, rules: attempt.rules })
        : undefined;
    const again = next && prepare(context, sending, next);
    if (next === undefined || again === undefined || isSame(attempt, again)) {
      throw explainFault(fault, placeOf(context, attempt.modelId));
    }
    context.log.info('Bedrock refused a request; sending it corrected', {
      provider: context.config.id,
      model: model.id,
      reason: context.credentials.conceal(fault.message).slice(0, 200),
    });
    context.lessons.learn(model.id, next);
    lessons = next;
    attempt = again;
  }
}

interface Attempt {
  readonly modelId: string;
  readonly rules: ConverseRules;
  readonly operation: 'converse' | 'converse-stream';
  readonly encoded: EncodedRequest;
  /** The body's JSON. */
  readonly text: string;
}

function prepare(context: ConverseSendContext, { request, model }: Sending, lessons: Lessons): Attempt {
  const rules = { ...converseRules(model.baseId), ...lessons.rules };
  const encoded = encodeConverseRequest(request, { rules, defaultMaxTokens: context.defaultMaxTokens });
  const whole = !rules.streams || (rules.tools === 'whole' && encoded.body['toolConfig'] !== undefined);
  return {
    modelId: lessons.callId ?? model.id,
    rules,
    operation: whole ? 'converse' : 'converse-stream',
    encoded,
    text: stringifyJson(encoded.body),
  };
}

function isSame(a: Attempt, b: Attempt): boolean {
  return a.text === b.text && a.operation === b.operation && a.modelId === b.modelId;
}

type Outcome =
  | { readonly ok: true; readonly answer: UpstreamAnswer }
  | { readonly ok: false; readonly fault: BedrockFault };

async function sendOnce(context: ConverseSendContext, sending: Sending, attempt: Attempt): Promise<Outcome> {
  const { modelId, operation, text: body } = attempt;
  const { cancellation } = sending;
  const timeouts = operation === 'converse' ? WHOLE_TIMEOUTS : undefined;
  const outcome = await invokeModel(context, {
    modelId,
    operation,
    body,
    cancellation,
    ...(timeouts && { timeouts }),
  });
  if (!outcome.ok) return outcome;
  const { response } = outcome;
  const origin = { place: placeOf(context, modelId), requestId: response.headers['x-amzn-requestid'] };
  if (operation === 'converse') return { ok: true, answer: wholeAnswer(response, attempt, origin) };
  const opened = await openStream(response, readConverseFrame);
  if (!opened.ok) return opened;
  const decoder = createConverseStreamDecoder(attempt.encoded.restore, origin);
  return { ok: true, answer: { ...answerOf(response, attempt, origin), chunks: opened.chunks, decoder } };
}

function wholeAnswer(response: HttpResponse, attempt: Attempt, origin: AnswerOrigin): UpstreamAnswer {
  const decoder = createConverseBodyDecoder(attempt.encoded.restore);
  return { ...answerOf(response, attempt, origin), chunks: response.chunks, decoder };
}

function answerOf(response: HttpResponse, { encoded }: Attempt, { requestId }: AnswerOrigin) {
  return {
    warnings: encoded.warnings,
    close: () => response.close(),
    ...(requestId === undefined ? {} : { requestId }),
  };
}

interface Refused {
  readonly model: ResolvedModel;
  readonly fault: BedrockFault;
  readonly lessons: Lessons;
  readonly rules: ConverseRules;
}

async function learn(
  context: ConverseSendContext,
  { model, fault, lessons, rules }: Refused,
): Promise<Lessons | undefined> {
  if (wantsProfile(fault)) {
    const callId = lessons.callId === undefined ? await context.profileFor(model) : undefined;
    return callId === undefined || callId === model.id ? undefined : { ...lessons, callId };
  }
  const learned = learnFrom(fault, rules);
  return learned === undefined ? undefined : { ...lessons, rules: { ...lessons.rules, ...learned } };
}
