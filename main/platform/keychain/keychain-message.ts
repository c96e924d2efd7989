import { isJsonObject } from '../../core/json.ts';
import type { KeychainReply, KeychainRequest } from '../ports/keychain-child.ts';

/** Tells a request from anything else that may come over the channel. */
export function isKeychainRequest(message: unknown): message is KeychainRequest {
  if (!isJsonObject(message)) return false;
  const { id, op, service, account, value } = message;
  if (typeof id !== 'number' || typeof service !== 'string' || typeof account !== 'string') return false;
  return op === 'get' || op === 'delete' || (op === 'set' && typeof value === 'string');
}

/** Tells a reply from anything else that may come over the channel. */
export function isKeychainReply(message: unknown): message is KeychainReply {
  if (!isJsonObject(message) || typeof message['id'] !== 'number') return false;
  const { ok, value } = message;
  if (ok === true) return value === undefined || typeof value === 'string';
  return ok === false && typeof message['message'] === 'string';
}
