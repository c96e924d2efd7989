import type { AppError } from '../../core/app-error.ts';
import type { ResolvedModel, Sending, UpstreamAnswer } from '../../core/provider.ts';
import { stringifyJson } from '../../core/raw-json.ts';
import { createAnthropicDecoder } from '../../dialects/anthropic/decode-stream.ts';
import type { BedrockContext } from './bedrock-context.ts';
import type { PreparedBody } from './body/prepare-body.ts';
import type { CorrectionMemory } from './correction-memory.ts';
import type { CounterMemory } from './counter-memory.ts';
import { correctedRules, encodeForBedrock } from './encode-for-bedrock.ts';
import type { BedrockFault } from './faults/bedrock-fault.ts';
import { explainFault, type FaultPlace } from './faults/explain-fault.ts';
import { invokeModel, regionOf } from './invoke-model.ts';
import { runtimeHeaders } from './runtime-headers.ts';
import { type Corrections, repair, wantsProfile } from './self-repair.ts';
import { openStream } from './stream/open-stream.ts';
import { createStreamDecoder } from './stream/stream-decoder.ts';

export interface SendContext extends BedrockContext {
  readonly corrections: CorrectionMemory;
  readonly counters: CounterMemory;
  readonly defaultMaxTokens: number;
  /** The profile to call where a model may not be called by its own id; undefined when there is none in scope. */
  profileFor(model: ResolvedModel): Promise<string | undefined>;
}

/** Each refusal has one answer, so this only bounds requests that are wrong in several ways at once. */
const MAX_REPAIRS = 3;

/**
 * Sends as a stream, whatever the client asked for: a whole answer is collected from it. Known refusals are answered
 * with a corrected request before anything reached the client, and remembered.
 * @throws AppError
 */
export async function send(
  context: SendContext,
  sending: Sending,
  tryOnce: Try = sendOnce,
): Promise<UpstreamAnswer> {
  const { model } = sending;
  let corrections = context.corrections.of(model.id);
  for (let repairs = 0; ; repairs += 1) {
    const outcome = await tryOnce(context, sending, corrections);
    if (outcome.ok) return outcome.answer;
    const { fault } = outcome;
    const next = repairs < MAX_REPAIRS ? await correct(context, { model, fault, corrections }) : undefined;
    if (next === undefined) throw explain(context, fault, corrections.callId ?? model.id);
    context.log.info('Bedrock refused a request; sending it corrected', {
      provider: context.config.id,
      model: model.id,
      reason: context.credentials.conceal(fault.message).slice(0, 200),
    });
    context.corrections.learn(model.id, next);
    corrections = next;
  }
}

/** One try with what has been learned so far. */
type Try = (context: SendContext, sending: Sending, corrections: Corrections) => Promise<Outcome>;

export type Outcome =
  | { readonly ok: true; readonly answer: UpstreamAnswer }
  | { readonly ok: false; readonly fault: BedrockFault };

async function sendOnce(context: SendContext, sending: Sending, corrections: Corrections): Promise<Outcome> {
  const { request, model, cancellation } = sending;
  const rules = correctedRules(model, corrections);
  const prepared = encodeForBedrock(request, rules, {
    corrections,
    defaultMaxTokens: context.defaultMaxTokens,
  });
  const modelId = corrections.callId ?? model.id;
  const outcome = await invokeModel(context, {
    modelId,
    operation: 'invoke-with-response-stream',
    body: stringifyJson(prepared.body),
    headers: runtimeHeaders(request),
    cancellation,
  });
  if (!outcome.ok) return outcome;
  const { response } = outcome;
  const opened = await openStream(response);
  if (!opened.ok) return opened;
  const requestId = response.headers['x-amzn-requestid'];
  const decoder = decoderFor(context, { prepared, modelId, requestId });
  const { warnings } = prepared;
  return {
    ok: true,
    answer: { chunks: opened.chunks, decoder, requestId, warnings, close: () => response.close() },
  };
}

interface Accepted {
  readonly prepared: PreparedBody;
  readonly modelId: string;
  readonly requestId: string | undefined;
}

function decoderFor(context: SendContext, { prepared, modelId, requestId }: Accepted) {
  return createStreamDecoder({
    events: createAnthropicDecoder(prepared.restore),
    place: placeOf(context, modelId),
    requestId,
  });
}

interface Refused {
  readonly model: ResolvedModel;
  readonly fault: BedrockFault;
  readonly corrections: Corrections;
}

async function correct(
  context: SendContext,
  { model, fault, corrections }: Refused,
): Promise<Corrections | undefined> {
  if (!wantsProfile(fault)) return repair(fault, corrections, correctedRules(model, corrections));
  if (corrections.callId !== undefined) return undefined;
  const callId = await context.profileFor(model);
  return callId === undefined || callId === model.id ? undefined : { ...corrections, callId };
}

function explain(context: SendContext, fault: BedrockFault, modelId: string): AppError {
  return explainFault(fault, placeOf(context, modelId));
}

/** Where a fault of a call of this model happened. */
export function placeOf({ config, credentials }: SendContext, modelId: string): FaultPlace {
  const region = regionOf(modelId, config.region);
  return { provider: config.id, region, conceal: credentials.conceal };
}
