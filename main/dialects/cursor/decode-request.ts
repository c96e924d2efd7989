import { AppError, invalidRequest, toAppError } from '../../core/app-error.ts';
import type { ChatRequest } from '../../core/chat-request.ts';
import { isJsonObject } from '../../core/json.ts';
import { createConnectDecoder } from '../../framing/connect.ts';
import { EFFORT_WORDS } from '../openai-vocabulary/effort-words.ts';
import { decodeConversation } from './decode-messages.ts';
import { decodeClientMessage } from './wire/client-message.ts';
import { decodeInferenceRequest } from './wire/inference-request.ts';
import type { ClientMessage, InferenceRequest } from './wire/inference-types.ts';

/**
 * The body of RunInference: the frames of one run, which must invoke the model once. @throws AppError naming what is
 * wrong
 */
export function decodeRequest(body: unknown): ChatRequest {
  const invoked = findInvocation(readMessages(body));
  const request = damagedAs('invoke_model.request', () => decodeInferenceRequest(invoked.request));
  const model = request.requestedModel?.modelId || request.modelId;
  if (model === '')
    throw invalidRequest('requested_model.model_id', 'requested_model.model_id must name a model.');
  const { config } = request;
  return {
    dialect: 'cursor',
    model,
    stream: true,
    ...decodeConversation(request.messages),
    tools: request.tools.map(({ name, description, schema }) => ({
      kind: 'function',
      name,
      description,
      inputSchema: schema,
    })),
    maxTokens: config.maxTokens,
    temperature: config.temperature,
    topP: config.topP,
    stopSequences: config.stopSequences,
    reasoning: decodeReasoning(request),
    betas: [],
    warnings: [],
    extensions: { cursor: { invocationId: invoked.invocationId || request.invocationId } },
    source: invoked.request,
  };
}

type Invocation = Extract<ClientMessage, { kind: 'invoke' }>;

function readMessages(body: unknown): ClientMessage[] {
  if (!(body instanceof Uint8Array)) throw invalidRequest('body', 'The body must be Connect frames.');
  return damagedAs('body', () => {
    const frames = createConnectDecoder();
    const messages = frames.push(body).map(({ payload }) => decodeClientMessage(payload));
    frames.end();
    return messages;
  });
}

function findInvocation(messages: readonly ClientMessage[]): Invocation {
  const [first, ...others] = messages.filter((message) => message.kind === 'invoke');
  if (first === undefined) {
    throw invalidRequest(
      'invoke_model',
      'The run invokes no model: send run_request and invoke_model together.',
    );
  }
  if (others.length === 0) return first;
  throw invalidRequest(
    'invoke_model',
    'The run invokes a model more than once; send one run for each answer.',
  );
}

/** Whatever the wire breaks over is the client's fault here. */
function damagedAs<Value>(param: string, decode: () => Value): Value {
  try {
    return decode();
  } catch (thrown) {
    const why = thrown instanceof AppError ? thrown.message : `${toAppError(thrown).cause}`;
    throw invalidRequest(param, `${param} cannot be read as Connect frames of protobuf messages: ${why}`);
  }
}

function decodeReasoning({ requestedModel }: InferenceRequest): ChatRequest['reasoning'] {
  const word = requestedModel?.parameters.find(({ id }) => id === 'effort')?.value;
  if (word === undefined) return undefined;
  const effort = EFFORT_WORDS.get(word);
  if (effort === undefined)
    throw invalidRequest('requested_model.parameters', `The effort "${word}" is unknown.`);
  return effort === 'none' ? { mode: 'off' } : { effort };
}

/** The id that every part of the answer bears. */
export function invocationIdOf({ extensions }: ChatRequest): string {
  const { cursor } = extensions;
  const id = isJsonObject(cursor) ? cursor['invocationId'] : undefined;
  return typeof id === 'string' ? id : '';
}
