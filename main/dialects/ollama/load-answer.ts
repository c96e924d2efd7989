import type { EndpointAnswer } from '../../core/client-protocol.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { frameMembers, type Voice } from './answer-frame.ts';
import { decodeModelName } from './model-name.ts';

/**
 * The answer to a client that has a model loaded or unloaded, by a call that says nothing; undefined for any other call.
 * There is nothing to load here, so it is done at once.
 */
export function loadAnswer(body: unknown, voice: Voice): EndpointAnswer | undefined {
  if (!isJsonObject(body) || !isSilent(body, voice)) return undefined;
  const isChat = voice === 'chat';
  const answer = {
    ...frameMembers(decodeModelName(body), { createdAt: 0 }),
    ...(isChat ? { message: { role: 'assistant', content: '' } } : { response: '' }),
    done: true,
    done_reason: unloads(body['keep_alive']) ? 'unload' : 'load',
  };
  return body['stream'] === false
    ? { type: 'answer', body: answer }
    : { type: 'answer', body: `${JSON.stringify(answer)}\n`, contentType: 'application/x-ndjson' };
}

function isSilent(body: JsonObject, voice: Voice): boolean {
  if (voice === 'generate')
    return isEmpty(body['prompt']) && isEmpty(body['suffix']) && isEmpty(body['images']);
  return isEmpty(body['messages']);
}

function isEmpty(value: unknown): boolean {
  return value == null || value === '' || (Array.isArray(value) && value.length === 0);
}

/** Seconds, or a duration such as `0s`. */
function unloads(keepAlive: unknown): boolean {
  return keepAlive === 0 || (typeof keepAlive === 'string' && /^0+(\.0+)?(ms|s|m|h)?$/.test(keepAlive));
}
