import { invalidRequest } from '../../core/app-error.ts';
import type { Effort, Reasoning } from '../../core/chat-request.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  readOptionalBoolean,
  readOptionalNumber,
  readOptionalObject,
  readOptionalString,
} from '../../core/read-field.ts';

const PATH = 'generationConfig.thinkingConfig';

const LEVELS: ReadonlyMap<string, Effort> = new Map<string, Effort>([
  ['MINIMAL', 'minimal'],
  ['LOW', 'low'],
  ['MEDIUM', 'medium'],
  ['HIGH', 'high'],
]);

/**
 * `thinkingConfig`: a level, or a budget where 0 means off and -1 as much as the model likes. Thoughts are shown only to
 * those who ask. @throws AppError naming the field
 */
export function decodeThinkingConfig(generation: JsonObject): Reasoning | undefined {
  const config = readOptionalObject(generation, 'thinkingConfig', 'generationConfig');
  if (config === undefined) return undefined;
  const budget = readOptionalNumber(config, 'thinkingBudget', PATH);
  const effort = decodeLevel(config);
  if (budget !== undefined && effort !== undefined) {
    throw invalidRequest(PATH, `${PATH} may hold thinkingBudget or thinkingLevel, not both.`);
  }
  const isShown = readOptionalBoolean(config, 'includeThoughts', PATH);
  if (budget === 0) return { mode: 'off' };
  // To be shown thoughts is to want them.
  if (budget === undefined && effort === undefined && isShown !== true) return undefined;
  const display = isShown === true ? 'summarized' : 'omitted';
  if (budget !== undefined && budget > 0) {
    return { mode: 'budget', budgetTokens: Math.floor(budget), display };
  }
  return { mode: 'adaptive', effort, display };
}

function decodeLevel(config: JsonObject): Effort | undefined {
  const word = readOptionalString(config, 'thinkingLevel', PATH)?.toUpperCase() ?? '';
  if (word === '' || word === 'THINKING_LEVEL_UNSPECIFIED') return undefined;
  const effort = LEVELS.get(word);
  if (effort !== undefined) return effort;
  throw invalidRequest(
    `${PATH}.thinkingLevel`,
    `${PATH}.thinkingLevel must be MINIMAL, LOW, MEDIUM or HIGH, not "${word}".`,
  );
}
