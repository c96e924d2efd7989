import { unsupported } from '../../core/app-error.ts';
import type { Warning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import { GEMINI_BACKENDS, type GeminiBackend } from './gemini-backend.ts';

/**
 * What promises something in the answer that no upstream here can give, or points at content that is not in the request.
 * @throws AppError `unsupported` naming the member
 */
export function refuseMembers(body: JsonObject, config: JsonObject): void {
  if (body['cachedContent'] != null && body['cachedContent'] !== '') {
    throw unsupported(
      'cachedContent',
      'cachedContent points at content stored at Google, which is not in this request. Send the content itself.',
    );
  }
  for (const [key, isAsked, message] of REFUSED) {
    const value = config[key];
    if (value == null || !isAsked(value)) continue;
    throw unsupported(`generationConfig.${key}`, `generationConfig.${key} ${message}`);
  }
}

const REFUSED: readonly (readonly [string, (value: unknown) => boolean, string])[] = [
  [
    'candidateCount',
    (count) => count !== 1 && count !== 0,
    'must be 1: one answer is given per request. Send several requests.',
  ],
  ['responseLogprobs', (value) => value !== false, 'is not available here. Leave it out.'],
  [
    'responseModalities',
    (value) => !Array.isArray(value) || value.some((word) => String(word).toUpperCase() !== 'TEXT'),
    'may only hold "TEXT": answers here are text.',
  ],
];

/** What only shades the answer, and only Google's models know of: a warning for every other upstream. */
export function dropMembers(body: JsonObject, config: JsonObject): Warning[] {
  const dropped = SHADES.filter(([key, isAsked]) => config[key] != null && isAsked(config[key])).map(
    ([key, , takenBy]) => lossOf(`generationConfig.${key}`, takenBy),
  );
  const { safetySettings } = body;
  if (Array.isArray(safetySettings) && safetySettings.length > 0)
    dropped.push(lossOf('safetySettings', OPEN_APIS));
  return dropped;
}

function lossOf(param: string, takenBy: readonly GeminiBackend[]): Warning {
  return { code: 'dropped', param, detail: 'only Google’s models have this setting', unless: takenBy };
}

/** The envelope of Code Assist has members of its own choice (`antigravity/fit-request.ts`). */
const OPEN_APIS: readonly GeminiBackend[] = ['gemini', 'vertex'];

const SHADES: readonly (readonly [string, (value: unknown) => boolean, readonly GeminiBackend[]])[] = [
  ['seed', () => true, GEMINI_BACKENDS],
  ['presencePenalty', (value) => value !== 0, GEMINI_BACKENDS],
  ['frequencyPenalty', (value) => value !== 0, GEMINI_BACKENDS],
  ['mediaResolution', (value) => value !== 'MEDIA_RESOLUTION_UNSPECIFIED', GEMINI_BACKENDS],
  ['speechConfig', () => true, GEMINI_BACKENDS],
  ['imageConfig', () => true, OPEN_APIS],
];
