import { encodeModelName } from '../../dialects/gemini/model-name.ts';
import type { PlainApi } from '../plain-api/plain-api.ts';

/** What the operations of one provider share. */
export interface GeminiContext {
  readonly api: PlainApi;
  /** For clients that send no limit, in tokens. */
  readonly defaultMaxTokens: number;
}

/** `/models/{model}:{verb}` */
export function modelPath(model: string, verb: string): string {
  const name = encodeModelName(model).split('/').map(encodeURIComponent).join('/');
  return `/${name}:${verb}`;
}
