import type { IncomingMessage } from 'node:http';
import { AppError } from '../../core/app-error.ts';
import { parseJson } from '../body/parse-json.ts';
import { readBytes } from '../body/read-bytes.ts';
import { Refusal } from './refusal.ts';

/** The longest input is a pasted text of 100,000 characters. */
const MAX_BYTES = 1024 * 1024;

/** `application/json` with any parameters: nothing that a page of another origin can send without asking first. */
const JSON_TYPE = /^application\/json[\t ]*(?:;|$)/i;

/** The input of a call. @throws Refusal */
export async function readCallBody(request: IncomingMessage): Promise<unknown> {
  const { headers } = request;
  if (!JSON_TYPE.test(headers['content-type'] ?? '') || headers['content-encoding'] !== undefined) {
    throw new Refusal(415, { code: 'invalid_input', message: 'Send plain "application/json".' });
  }
  if (Number(headers['content-length'] ?? 0) > MAX_BYTES) throw tooLarge(request);
  try {
    const bytes = await readBytes(request, MAX_BYTES);
    return parseJson(bytes.toString('utf8'));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'too_large') throw tooLarge(request);
    throw new Refusal(400, { code: 'invalid_input', message: error.message });
  }
}

/** The rest is read and thrown away: a client that is still sending would never see the answer. */
function tooLarge(request: IncomingMessage): Refusal {
  request.resume();
  const message = 'The input is larger than 1 MiB.';
  return new Refusal(413, { code: 'invalid_input', message }, { connection: 'close' });
}
