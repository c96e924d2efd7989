import { request as httpRequest, type IncomingMessage } from 'node:http';
import { isJsonObject, parseJsonObject } from '../core/json.ts';
import { createSseDecoder } from '../framing/sse.ts';
import { CommandFailure } from './command-failure.ts';

export interface DemoQuestion {
  readonly port: number;
  readonly key: string;
  readonly model: string;
  readonly question: string;
  /** Called with each piece of the answer as it comes. */
  onText(text: string): void;
}

export interface DemoAnswer {
  readonly requestId: string;
}

/** Asks over the loopback port, as an app would. @throws CommandFailure when the answer is an error or breaks off. */
export async function demoRequest(question: DemoQuestion): Promise<DemoAnswer> {
  const response = await post(question);
  if (response.statusCode !== 200)
    throw new CommandFailure(`The demo was answered ${response.statusCode}.`, 1);
  if (!(await readStream(response, question.onText))) {
    throw new CommandFailure('The demo answer broke off.', 1);
  }
  return { requestId: String(response.headers['x-krouter-request-id']) };
}

function post({ port, key, model, question }: DemoQuestion): Promise<IncomingMessage> {
  const body = JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: question }] });
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${key}`,
      'user-agent': 'krouter-demo',
    };
    const outgoing = httpRequest(
      { host: '127.0.0.1', port, method: 'POST', path: '/v1/chat/completions', headers },
      resolve,
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

/** True when the stream came to its proper end. */
async function readStream(response: IncomingMessage, onText: (text: string) => void): Promise<boolean> {
  const sse = createSseDecoder();
  let complete = false;
  for await (const chunk of response) {
    for (const { data } of sse.push(chunk)) {
      complete ||= data === '[DONE]';
      onText(textOf(data));
    }
  }
  return complete;
}

function textOf(data: string): string {
  const choices = parseJsonObject(data)?.['choices'];
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const delta = isJsonObject(choice) ? choice['delta'] : undefined;
  const content = isJsonObject(delta) ? delta['content'] : undefined;
  return typeof content === 'string' ? content : '';
}
