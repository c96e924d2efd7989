import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Fault } from '../faults/fault.ts';
import { planStream } from '../faults/plan-stream.ts';
import { sseFrame } from '../mantle/sse-frame.ts';
import type { SimulatedService } from '../operations/operation.ts';
import { errorAnswer } from './error-answer.ts';
import { playSteps } from './play-steps.ts';
import type { Reply } from './reply.ts';
import { SIGN_IN, substituteBody } from './substitute-body.ts';

/** How a reply is written: by which service's rules, and with which fault. */
export interface WriteOptions {
  readonly service: SimulatedService;
  readonly fault: Fault | undefined;
}

const EVENT_STREAM = 'application/vnd.amazon.eventstream';

/** Sends a reply and resolves when it is written or the connection is gone. */
export async function writeReply(
  response: ServerResponse,
  reply: Reply,
  options: WriteOptions,
): Promise<void> {
  response.setHeader('x-amzn-requestid', randomUUID());
  switch (reply.kind) {
    case 'json':
      return writeJson(response, reply, options.fault);
    case 'raw':
      return send(response, reply);
    case 'error': {
      const answer = errorAnswer(reply.error, options.service);
      return send(response, { ...answer, headers: { ...answer.headers, ...reply.headers } });
    }
    case 'stream':
      return writeStream(response, reply, options.fault);
  }
}

async function writeStream(
  response: ServerResponse,
  reply: Extract<Reply, { kind: 'stream' }>,
  fault: Fault | undefined,
): Promise<void> {
  if (fault?.kind === 'body')
    return send(response, { status: 200, ...substituteBody(fault.body, reply.parts) });
  const own = reply.framing === 'sse' ? 'text/event-stream; charset=utf-8' : EVENT_STREAM;
  const type = fault?.kind === 'content-type' ? fault.value : own;
  if (type !== undefined) response.setHeader('content-type', type);
  if (reply.framing === undefined) response.setHeader('x-amzn-bedrock-content-type', 'application/json');
  response.writeHead(200);
  return playSteps(response, planStream(reply.parts, fault, reply.framing === 'sse' ? sseFrame : undefined));
}

async function writeJson(
  response: ServerResponse,
  reply: Extract<Reply, { kind: 'json' }>,
  fault: Fault | undefined,
): Promise<void> {
  const body = Buffer.from(JSON.stringify(reply.body));
  const type =
    fault?.kind === 'content-type' ? fault.value : (reply.headers?.['content-type'] ?? 'application/json');
  const headers = { ...reply.headers, ...(type !== undefined && { 'content-type': type }) };
  if (fault?.kind === 'body' && fault.body === 'html') {
    return send(response, { status: 200, body: SIGN_IN, headers: { 'content-type': 'text/html' } });
  }
  if (fault?.kind !== 'cut' && fault?.kind !== 'silence')
    return send(response, { status: 200, body, headers });
  response.writeHead(200, { ...headers, 'content-length': body.length });
  if (fault.kind === 'silence') return playSteps(response, [{ do: 'hang' }]);
  const end = fault.how === 'reset' ? 'reset' : 'close';
  return playSteps(response, [{ do: 'write', bytes: body.subarray(0, body.length / 2) }, { do: end }]);
}

interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

function send(response: ServerResponse, { status, headers, body }: WholeAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
