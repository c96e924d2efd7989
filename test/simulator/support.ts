import { type Agent, request } from 'node:http';
import AnthropicBedrock from '@anthropic-ai/bedrock-sdk';
import { BedrockClient } from '@aws-sdk/client-bedrock';
import { BedrockRuntimeClient } from '@aws-sdk/client-bedrock-runtime';
import { EventStreamCodec, type Message } from '@smithy/eventstream-codec';
import { demoCredentials } from '../../main/simulator/demo-credentials.ts';
import type { SimulatedRegion } from '../../main/simulator/region/simulated-region.ts';
import type { AccessKey } from '../../main/simulator/simulator-options.ts';
import { type Simulator, startSimulator } from '../../main/simulator/start-simulator.ts';

export const SONNET_46 = 'us.anthropic.claude-sonnet-4-6';
export const HAIKU_45 = 'us.anthropic.claude-haiku-4-5-20251001-v1:0';
export const OPUS_48 = 'us.anthropic.claude-opus-4-8';

/** Starts one region (us-east-1 unless told) that takes the demo keys. */
export async function startOne(
  options: Partial<Parameters<typeof startSimulator>[0]> = {},
): Promise<{ simulator: Simulator; region: SimulatedRegion }> {
  const simulator = await startSimulator({
    regions: ['us-east-1'],
    accessKeys: [demoCredentials],
    ...options,
  });
  const [region] = simulator.regions.values();
  if (!region) throw new Error('no region');
  return { simulator, region };
}

type Overrides = { region?: string; credentials?: AccessKey };

/**
 * The AWS SDK's runtime client, one attempt only. It would speak HTTP/2 by itself; the regions speak HTTP/1.1,
 * as kRouter does, so it borrows the control-plane client's handler.
 */
export function runtimeClient(region: SimulatedRegion, overrides: Overrides = {}): BedrockRuntimeClient {
  const { requestHandler } = controlClient(region, overrides).config;
  return new BedrockRuntimeClient({ ...clientOptions(region, overrides), requestHandler });
}

/** The AWS SDK's control-plane client, one attempt only. */
export function controlClient(region: SimulatedRegion, overrides: Overrides = {}): BedrockClient {
  return new BedrockClient(clientOptions(region, overrides));
}

/** Anthropic's own Bedrock client, one attempt only. */
export function anthropicClient(region: SimulatedRegion): AnthropicBedrock {
  return new AnthropicBedrock({
    awsRegion: region.region,
    awsAccessKey: demoCredentials.accessKeyId,
    awsSecretKey: demoCredentials.secretAccessKey,
    baseURL: region.endpoint,
    maxRetries: 0,
  });
}

/** A minimal Claude body. */
export function claudeBody(
  text: string,
  more: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 1000,
    messages: [{ role: 'user', content: text }],
    ...more,
  };
}

function clientOptions(region: SimulatedRegion, overrides: Overrides) {
  return {
    region: overrides.region ?? region.region,
    endpoint: region.endpoint,
    credentials: overrides.credentials ?? demoCredentials,
    maxAttempts: 1,
  };
}

/** What came over the wire, to the last byte and to how it ended. */
export interface WireAnswer {
  status: number;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Buffer;
  /** `end`: as HTTP wants it; else the error code of the socket. */
  ended: string;
  /** Milliseconds to the first byte of the body. */
  firstByteMs: number;
  /** Size of every piece the socket gave. */
  pieces: readonly number[];
}

export const BEARER = 'ABSKtest';

/** Posts a Claude body with a bearer key over bare HTTP. `timeoutMs`: give up, as `timeout`. */
export function post(
  region: SimulatedRegion,
  body: unknown,
  options: {
    path?: string;
    timeoutMs?: number;
    headers?: Readonly<Record<string, string>>;
    agent?: Agent;
  } = {},
): Promise<WireAnswer> {
  const path = options.path ?? `/model/${SONNET_46}/invoke-with-response-stream`;
  const started = performance.now();
  const answer: WireAnswer & { pieces: number[] } = {
    status: 0,
    headers: {},
    body: Buffer.alloc(0),
    ended: '',
    firstByteMs: Number.NaN,
    pieces: [],
  };
  return new Promise((resolve) => {
    const finish = (ended: string) => {
      clearTimeout(timer);
      resolve({ ...answer, ended });
    };
    const headers = {
      authorization: `Bearer ${BEARER}`,
      'content-type': 'application/json',
      ...options.headers,
    };
    const outgoing = request(
      `${region.endpoint}${path}`,
      { method: 'POST', headers, agent: options.agent },
      (incoming) => {
        answer.status = incoming.statusCode ?? 0;
        answer.headers = incoming.headers;
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => {
          if (chunks.length === 0) answer.firstByteMs = performance.now() - started;
          chunks.push(chunk);
          answer.pieces.push(chunk.length);
          answer.body = Buffer.concat(chunks);
        });
        incoming.on('end', () => finish('end'));
        incoming.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
      },
    );
    const timer = setTimeout(() => {
      finish('timeout');
      outgoing.destroy();
    }, options.timeoutMs ?? 5000);
    outgoing.on('error', (error: NodeJS.ErrnoException) => finish(error.code ?? error.message));
    outgoing.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

/** Decodes whole frames with the AWS codec, strictly; stops at the first byte that is no whole frame. */
export function decodeFrames(bytes: Buffer): { frames: Message[]; rest: Buffer } {
  const codec = new EventStreamCodec(
    (input) => (typeof input === 'string' ? input : Buffer.from(input).toString('utf8')),
    (input) => Buffer.from(input, 'utf8'),
  );
  const frames: Message[] = [];
  let rest = bytes;
  while (rest.length >= 4 && rest.readUInt32BE(0) <= rest.length) {
    frames.push(codec.decode(rest.subarray(0, rest.readUInt32BE(0))));
    rest = rest.subarray(rest.readUInt32BE(0));
  }
  return { frames, rest };
}

/** The Anthropic events inside the chunk frames of a body. */
export function chunkEvents(bytes: Buffer) {
  return decodeFrames(bytes).frames.flatMap((frame) => {
    if (frame.headers[':event-type']?.value !== 'chunk') return [];
    const payload = JSON.parse(Buffer.from(frame.body).toString('utf8'));
    return [JSON.parse(Buffer.from(payload.bytes, 'base64').toString('utf8'))];
  });
}
