import type { ChatRequest } from '../../core/chat-request.ts';
import type { Cancellation, ResolvedModel } from '../../core/provider.ts';
import { encodeModelName } from '../../dialects/gemini/model-name.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';

/** What the operations of one provider share. */
export interface GeminiContext {
  readonly api: PlainApi;
  /** For clients that send no limit, in tokens. */
  readonly defaultMaxTokens: number;
}

/** One request on its way. */
export interface Sending {
  readonly request: ChatRequest;
  readonly model: ResolvedModel;
  readonly cancellation: Cancellation;
}

/** `/models/{model}:{verb}` */
export function modelPath(model: string, verb: string): string {
  const name = encodeModelName(model).split('/').map(encodeURIComponent).join('/');
  return `/${name}:${verb}`;
}
