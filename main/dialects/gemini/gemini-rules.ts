import type { Effort } from '../../core/chat-request.ts';

export type ThinkingLevel = 'MINIMAL' | 'LOW' | 'MEDIUM' | 'HIGH';

/** What a model takes. Google documents it by generation. */
export interface GeminiRules {
  readonly thinking: ThinkingRules;
  /** Calls of the history must carry the model's proof, or the word that stands in for one. */
  readonly needsProof: boolean;
  /** Functions and a JSON answer in one request. */
  readonly toolsWithJson: boolean;
  /** Images inside a function's response. */
  readonly mediaInResults: boolean;
}

export type ThinkingRules =
  | { readonly kind: 'none' }
  | { readonly kind: 'budget'; readonly least: number; readonly most: number; readonly mayBeOff: boolean }
  | { readonly kind: 'level'; readonly levels: Readonly<Record<Effort | 'off', ThinkingLevel>> };

const FLASH_LEVELS = {
  off: 'MINIMAL',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
  max: 'HIGH',
} as const;

/** Pro always thinks, and in its first version only a little or a lot. */
const PRO_LEVELS = { ...FLASH_LEVELS, off: 'LOW', minimal: 'LOW' } as const;
const FIRST_PRO_LEVELS = { ...PRO_LEVELS, medium: 'HIGH' } as const;

const PRO_BUDGET = { kind: 'budget', least: 128, most: 32_768, mayBeOff: false } as const;
const FLASH_BUDGET = { kind: 'budget', least: 0, most: 24_576, mayBeOff: true } as const;
const LITE_BUDGET = { kind: 'budget', least: 512, most: 24_576, mayBeOff: true } as const;

const OLD: GeminiRules = {
  thinking: { kind: 'none' },
  needsProof: false,
  toolsWithJson: false,
  mediaInResults: false,
};

/** The rules for a model's name. An alias such as `gemini-flash-latest` stands for the newest generation. */
export function geminiRules(model: string): GeminiRules {
  const [, major, minor = '0'] = /gemini-(\d+)(?:\.(\d+))?/.exec(model) ?? [];
  if (!model.includes('gemini')) return { ...OLD, thinking: otherVendor(model) };
  const generation = major === undefined ? 3 : Number(major);
  if (generation >= 3) return current(model, `${generation}.${minor}`);
  return generation === 2 && minor === '5' ? { ...OLD, thinking: budgetOf(model) } : OLD;
}

function current(model: string, version: string): GeminiRules {
  const proLevels = version === '3.0' ? FIRST_PRO_LEVELS : PRO_LEVELS;
  const levels = model.includes('pro') ? proLevels : FLASH_LEVELS;
  return {
    thinking: { kind: 'level', levels },
    needsProof: true,
    toolsWithJson: true,
    mediaInResults: true,
  };
}

function budgetOf(model: string): ThinkingRules {
  if (model.includes('lite')) return LITE_BUDGET;
  return model.includes('pro') ? PRO_BUDGET : FLASH_BUDGET;
}

/** Claude behind Google's envelope takes a budget; open models take none. */
function otherVendor(model: string): ThinkingRules {
  const isClaude = model.includes('claude');
  return isClaude ? { kind: 'budget', least: 1024, most: 32_768, mayBeOff: true } : { kind: 'none' };
}
