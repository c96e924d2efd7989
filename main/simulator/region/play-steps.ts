import type { ServerResponse } from 'node:http';
import type { StreamStep } from '../faults/stream-step.ts';
import { cutConnection } from './cut-connection.ts';

/** Joined writes are sent once they are this long. */
const JOINED_BYTES = 16_384;
/** Time for the client's kernel to take what was sent before a RST overtakes it. */
const BEFORE_RESET_MS = 10;

/** Writes steps to a response, no faster than the reader reads; stops when the connection is gone. */
export async function playSteps(response: ServerResponse, steps: readonly StreamStep[]): Promise<void> {
  let joined: Uint8Array[] = [];
  let length = 0;
  const flush = async () => {
    if (length === 0) return;
    const bytes = joined.length === 1 && joined[0] ? joined[0] : Buffer.concat(joined, length);
    joined = [];
    length = 0;
    await write(response, bytes);
  };
  for (const step of steps) {
    if (response.destroyed) return;
    if (step.do === 'write' && !step.alone) {
      joined.push(step.bytes);
      length += step.bytes.length;
      if (length >= JOINED_BYTES) await flush();
    } else {
      await flush();
      await playStep(response, step);
    }
  }
  await flush();
}

async function playStep(response: ServerResponse, step: StreamStep): Promise<void> {
  switch (step.do) {
    case 'write':
      await write(response, step.bytes);
      return nextTurn();
    case 'wait':
      return pause(response, step.ms);
    case 'end':
      response.end();
      return;
    case 'close':
    case 'reset':
      response.flushHeaders();
      await pause(response, BEFORE_RESET_MS);
      return cutConnection(response, step.do);
    case 'hang':
      response.flushHeaders();
      return;
  }
}

function write(response: ServerResponse, bytes: Uint8Array): Promise<void> | undefined {
  if (response.write(bytes)) return undefined;
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
    if (response.destroyed) done();
  });
}

/** Waits, but not past the end of the connection. */
export function pause(response: ServerResponse, ms: number): Promise<void> {
  return new Promise((resolve) => {
    if (response.destroyed) return resolve();
    const done = () => {
      clearTimeout(timer);
      response.off('close', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    response.on('close', done);
  });
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
