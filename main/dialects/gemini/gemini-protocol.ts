import type { CallLine, ClientProtocol } from '../../core/client-protocol.ts';
import type { ClientDialect } from '../../core/codec.ts';
import { geminiDialect, geminiListDialect } from './gemini-dialect.ts';
import { geminiEndpoints } from './gemini-endpoints.ts';
import { encodeGeminiModel, encodeGeminiModelList } from './models.ts';

/** Google's Gemini API. */
export const geminiProtocol: ClientProtocol = {
  name: 'gemini',
  endpoints: geminiEndpoints,
  claims,
  modelLists: [{ speaks: isGeminiClient, list: encodeGeminiModelList, one: encodeGeminiModel }],
};

/** `…/models/{model}:verb`, and the versions that only Google has. */
const OWN_PATH = /\/(models|tunedModels)\/.+:[A-Za-z]+$|^\/v1(alpha|beta)\//;

function claims(call: CallLine): ClientDialect | undefined {
  if (!OWN_PATH.test(call.path) && !isGeminiClient(call)) return undefined;
  const isList = call.path.endsWith(':streamGenerateContent') && call.query['alt'] !== 'sse';
  return isList ? geminiListDialect : geminiDialect;
}

/** Other formats share paths with this one; its clients say who they are. */
function isGeminiClient({ headers }: CallLine): boolean {
  if (headers['x-goog-api-key'] !== undefined || headers['x-goog-api-client'] !== undefined) return true;
  return headers['user-agent']?.includes('google-genai') ?? false;
}
