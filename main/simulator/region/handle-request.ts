import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../aws-error.ts';
import type { Fault } from '../faults/fault.ts';
import { routeOperation } from '../operations/route-operation.ts';
import { type Answerable, answerRequest, attempt } from './answer-request.ts';
import { cutConnection, wasCutHere } from './cut-connection.ts';
import { pause } from './play-steps.ts';
import { readBody } from './read-body.ts';
import { type RequestRecord, startRecord } from './recorded-request.ts';
import type { RegionState } from './region-state.ts';
import { writeReply } from './write-reply.ts';

const DEFAULT_LIMIT = 10_000;

/** Takes one request from the first byte to the last: record, fault, checks, operation, answer. */
export async function handleRequest(
  state: RegionState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const record = watch(state, request, response);
  const [path = '', query = ''] = splitTarget(record.path);
  const route = attempt(() => routeOperation(record.method, path, targetOf(request)));
  const operation = route instanceof AwsError ? undefined : route.operation;
  record.operation = operation?.name;
  const fault = state.faults.take(operation?.plane ?? 'runtime');
  // A connection kept alive from before the region went away is no way in either.
  if (fault?.kind === 'reset' || state.faults.standing('refuse')) return cutConnection(response, 'reset');
  const body = await readBody(request).catch((error: unknown) => error);
  if (Buffer.isBuffer(body)) record.body = body;
  response.setHeader('date', new Date(state.now()).toUTCString());
  if (await isSilent(response, fault)) return;
  const rawHeaders = headerLines(request.rawHeaders);
  await finish({ state, route, body, record, fault, path, query, rawHeaders }, response);
}

async function finish(question: Answerable, response: ServerResponse): Promise<void> {
  const { record, route, fault } = question;
  const reply = answerRequest(question);
  const service = route instanceof AwsError ? 'bedrock' : route.operation.service;
  const written = writeReply(response, reply, { service, fault });
  record.status = response.statusCode;
  record.firstByteAt = Date.now();
  await written;
}

/** Plays the faults that come before any answer; true when there will be none. */
async function isSilent(response: ServerResponse, fault: Fault | undefined): Promise<boolean> {
  if (fault?.kind === 'black-hole') return true;
  if (fault?.kind === 'slow-first-byte') await pause(response, fault.ms);
  return response.destroyed;
}

function watch(state: RegionState, request: IncomingMessage, response: ServerResponse): RequestRecord {
  const record = startRecord(request.method ?? '', request.url ?? '', request.headers);
  state.requests.push(record);
  if (state.requests.length > (state.options.requestLimit ?? DEFAULT_LIMIT)) state.requests.shift();
  response.on('close', () => {
    record.closedAt = Date.now();
    record.aborted = !response.writableFinished && !wasCutHere(response);
  });
  return record;
}

function splitTarget(target: string): readonly string[] {
  const mark = target.indexOf('?');
  return mark < 0 ? [target] : [target.slice(0, mark), target.slice(mark + 1)];
}

function headerLines(raw: readonly string[]): readonly (readonly [string, string])[] {
  return Array.from({ length: raw.length / 2 }, (_, index) => [
    raw[2 * index] ?? '',
    raw[2 * index + 1] ?? '',
  ]);
}

function targetOf({ headers }: IncomingMessage): string | undefined {
  const target = headers['x-amz-target'];
  return typeof target === 'string' ? target : undefined;
}
