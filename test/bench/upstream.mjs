/**
 * The bench's upstream: speaks just enough Bedrock to stream numbered deltas out of pre-encoded event-stream frames,
 * so that its own cost stays small. POST /__mode sets what the next answers look like.
 */
import http from 'node:http';
import { EventStreamCodec } from '@smithy/eventstream-codec';

const codec = new EventStreamCodec(
  (bytes) => Buffer.from(bytes).toString('utf8'),
  (text) => Buffer.from(text, 'utf8'),
);
let mode = { deltas: 1, intervalMs: 0 };
const deltaFrames = [];

const server = http.createServer(async (request, response) => {
  const body = await readAll(request);
  if (request.url === '/__mode') {
    mode = JSON.parse(body);
    prepare(mode.deltas);
    return response.end();
  }
  if (request.method === 'GET') return control(request, response);
  response.writeHead(200, {
    'content-type': 'application/vnd.amazon.eventstream',
    'x-amzn-requestid': 'bench',
  });
  response.write(HEAD);
  if (mode.intervalMs > 0) pace(response);
  else saturate(response);
});
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () =>
  process.send?.({ port: server.address().port }),
);

function frame(event) {
  const payload = JSON.stringify({
    bytes: Buffer.from(JSON.stringify(event)).toString('base64'),
    p: 'abcdefghijklmnop',
  });
  return Buffer.from(
    codec.encode({
      headers: {
        ':event-type': { type: 'string', value: 'chunk' },
        ':content-type': { type: 'string', value: 'application/json' },
        ':message-type': { type: 'string', value: 'event' },
      },
      body: Buffer.from(payload),
    }),
  );
}

const HEAD = Buffer.concat([
  frame({
    type: 'message_start',
    message: {
      id: 'msg_bdrk_bench',
      type: 'message',
      role: 'assistant',
      model: 'claude',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: { input_tokens: 10, output_tokens: 1 },
    },
  }),
  frame({ type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } }),
]);

function tail(deltas) {
  return Buffer.concat([
    frame({ type: 'content_block_stop', index: 0 }),
    frame({
      type: 'message_delta',
      delta: { stop_reason: 'end_turn', stop_sequence: null },
      usage: { output_tokens: deltas },
    }),
    frame({
      type: 'message_stop',
      'amazon-bedrock-invocationMetrics': {
        inputTokenCount: 10,
        outputTokenCount: deltas,
        invocationLatency: 5,
        firstByteLatency: 1,
      },
    }),
  ]);
}

function prepare(count) {
  for (let i = deltaFrames.length; i < count; i += 1) {
    deltaFrames.push(
      frame({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: ` word${i}` } }),
    );
  }
}
prepare(1);

/** One frame per turn of the event loop, as fast as the reader takes them. */
function saturate(response) {
  const { deltas } = mode;
  let i = 0;
  const next = () => {
    if (i === deltas) return response.end(tail(deltas));
    if (response.write(deltaFrames[i++])) setImmediate(next);
    else response.once('drain', next);
  };
  next();
}

function pace(response) {
  const { deltas, intervalMs } = mode;
  let i = 0;
  const timer = setInterval(() => {
    response.write(deltaFrames[i++]);
    if (i < deltas) return;
    clearInterval(timer);
    response.end(tail(deltas));
  }, intervalMs);
  response.on('close', () => clearInterval(timer));
}

function control(request, response) {
  response.setHeader('content-type', 'application/json');
  if (request.url.startsWith('/inference-profiles')) {
    return response.end(
      JSON.stringify({
        inferenceProfileSummaries: [
          {
            inferenceProfileId: 'us.anthropic.claude-sonnet-4-6',
            inferenceProfileArn:
              'arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.anthropic.claude-sonnet-4-6',
            inferenceProfileName: 'US Claude Sonnet 4.6',
            status: 'ACTIVE',
            type: 'SYSTEM_DEFINED',
            models: [{ modelArn: 'arn:aws:bedrock:us-east-1::foundation-model/anthropic.claude-sonnet-4-6' }],
          },
        ],
      }),
    );
  }
  response.end(JSON.stringify({ modelSummaries: [] }));
}

function readAll(request) {
  return new Promise((resolve) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
  });
}
