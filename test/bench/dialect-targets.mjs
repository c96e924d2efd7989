/** A small streamed request in each dialect a client may speak, and how its complete answer is told. */
import { BinaryWriter } from '@bufbuild/protobuf/wire';
import { KEY } from './servers.mjs';
import { anthropicTarget, countWords, openaiTarget } from './targets.mjs';

const MODEL = 'bench/anthropic.claude-sonnet-4-6';
const CHAT = { messages: [{ role: 'user', content: 'hi' }] };
const GEMINI = { contents: [{ role: 'user', parts: [{ text: 'hi' }] }] };
const MESSAGES = { anthropic_version: 'bedrock-2023-05-31', max_tokens: 1024, ...CHAT };
const VERTEX = '/v1/projects/p/locations/global/publishers';

/** Path, body, a text that only a complete answer has, and where its words stand. */
const DIALECTS = {
  'openai responses': [
    '/v1/responses',
    { model: MODEL, stream: true, input: 'hi' },
    'response.completed',
    // The whole text comes once more at the end.
    /"delta":" word(\d+)"/g,
  ],
  gemini: [`/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, GEMINI, '"finishReason":"STOP"'],
  'gemini array': [`/v1beta/models/${MODEL}:streamGenerateContent`, GEMINI, '"finishReason":"STOP"'],
  antigravity: [
    '/v1internal:streamGenerateContent?alt=sse',
    { model: MODEL, project: 'p', request: GEMINI },
    '"finishReason":"STOP"',
  ],
  ollama: ['/api/chat', { model: MODEL, stream: true, ...CHAT }, '"done":true'],
  'vertex claude': [
    `${VERTEX}/anthropic/models/${MODEL}:streamRawPredict`,
    { ...MESSAGES, anthropic_version: 'vertex-2023-10-16', stream: true },
    '"message_stop"',
  ],
  'vertex gemini': [
    `${VERTEX}/google/models/${MODEL}:streamGenerateContent?alt=sse`,
    GEMINI,
    '"finishReason":"STOP"',
  ],
  kiro: [
    '/generateAssistantResponse',
    {
      conversationState: {
        chatTriggerType: 'MANUAL',
        conversationId: 'c',
        currentMessage: { userInputMessage: { content: 'hi', modelId: MODEL, origin: 'AI_EDITOR' } },
      },
    },
    'metadataEvent',
  ],
  'bedrock converse': [
    `/model/${encodeURIComponent(MODEL)}/converse-stream`,
    { messages: [{ role: 'user', content: [{ text: 'hi' }] }] },
    'metadata',
  ],
};

/** Targets of every dialect; OpenAI Chat, the measure of the others, first. */
export function dialectTargets(krouter) {
  const targets = { 'krouter openai': openaiTarget(krouter), 'krouter anthropic': anthropicTarget(krouter) };
  for (const [name, [path, json, end, words]] of Object.entries(DIALECTS)) {
    targets[`krouter ${name}`] = {
      ...krouter,
      name,
      path,
      body: Buffer.from(JSON.stringify(json)),
      headers: { 'content-type': 'application/json', authorization: `Bearer ${KEY}` },
      isComplete: (bytes, deltas) => bytes.includes(end) && countWords(bytes, words) === deltas,
    };
  }
  const invoke = `/model/${encodeURIComponent(MODEL)}/invoke-with-response-stream`;
  targets['krouter bedrock invoke'] = {
    ...targets['krouter bedrock converse'],
    name: 'bedrock invoke',
    path: invoke,
    body: Buffer.from(JSON.stringify(MESSAGES)),
    // The events are base64 inside the frames.
    isComplete: (bytes, deltas) => countWords(decodeChunks(bytes)) === deltas,
  };
  targets['krouter cursor'] = {
    ...targets['krouter bedrock converse'],
    name: 'cursor',
    path: '/aiserver.v1.InferenceService/RunInference',
    headers: { 'content-type': 'application/connect+proto', authorization: `Bearer ${KEY}` },
    body: cursorRun(),
    // In protobuf a word is followed by the next field, not by a quotation mark.
    isComplete: (bytes, deltas) => countWords(bytes, / word(\d+)/g) === deltas,
  };
  return targets;
}

/** A run that names its model, then asks one question: field numbers as in main/dialects/cursor/wire. */
function cursorRun() {
  const message = (fields) => {
    const writer = new BinaryWriter();
    for (const [number, value] of Object.entries(fields)) {
      if (typeof value === 'number') writer.uint32(number * 8).uint32(value);
      else writer.uint32(number * 8 + 2).bytes(typeof value === 'string' ? Buffer.from(value) : value);
    }
    return writer.finish();
  };
  const question = message({ 1: 1, 2: 'hi' });
  const run = message({ 1: message({ 1: 'conversation', 3: message({ 1: MODEL }) }) });
  const invoke = message({
    2: message({ 1: 'invocation', 2: message({ 1: question, 7: message({ 1: MODEL }) }) }),
  });
  return Buffer.concat([run, invoke].flatMap((frame) => [connectHead(frame.length), frame]));
}

function connectHead(length) {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return head;
}

function decodeChunks(bytes) {
  const chunks = bytes.toString('latin1').matchAll(/"bytes":"([A-Za-z0-9+/=]+)"/g);
  return Buffer.from([...chunks].map(([, base64]) => Buffer.from(base64, 'base64').toString()).join('\n'));
}
