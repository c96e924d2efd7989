import { parseJsonObject } from '../../core/json.ts';
import type { ApiKeySource } from '../plain-api/api-key-source.ts';

/** The access token in the keychain: by itself, or in the JSON of the file that gemini-cli keeps it in. */
export function createTokenSource(stored: ApiKeySource): ApiKeySource {
  return { get: async () => tokenIn(await stored.get()) };
}

function tokenIn(text: string): string {
  const token = text.startsWith('{') ? parseJsonObject(text)?.['access_token'] : undefined;
  return typeof token === 'string' ? token.trim() : text;
}
