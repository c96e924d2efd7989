import type { ClaudeRules } from '../../dialects/anthropic/claude-models.ts';
import type { BedrockFault } from './faults/bedrock-fault.ts';

/** What the endpoint has taught us about one model. */
export interface Corrections {
  readonly rules: Partial<ClaudeRules>;
  readonly withoutBetas: boolean;
  /** Paths of the body that are refused, `*` for any index. */
  readonly withoutFields: readonly string[];
  /** The id to call instead: a profile, where the model may not be called by itself. */
  readonly callId?: string;
}

/** Nothing learned. */
export const NO_CORRECTIONS: Corrections = { rules: {}, withoutBetas: false, withoutFields: [] };

/**
 * The corrections that answer a refusal, on top of those in force; undefined when the fault is none of the known ones
 * or its correction is in force already, so that no refusal is answered twice.
 */
export function repair(fault: BedrockFault, now: Corrections, rules: ClaudeRules): Corrections | undefined {
  if (fault.status !== 400) return undefined;
  const text = fault.message.slice(0, MAX_SCANNED);
  for (const one of REPAIRS) {
    const learned = one(text, rules, now);
    if (learned !== undefined) return { ...now, ...learned, rules: { ...now.rules, ...learned.rules } };
  }
  return undefined;
}

/** True when Bedrock wants an inference profile in the place of the model's own id. */
export function wantsProfile({ message }: BedrockFault): boolean {
  return /on-demand throughput isn['\u2019]t supported/.test(message);
}

const MAX_SCANNED = 2000;

type Repair = (text: string, rules: ClaudeRules, now: Corrections) => Partial<Corrections> | undefined;

const REPAIRS: readonly Repair[] = [
  refusedBetas,
  refusedField,
  refusedBudget,
  refusedAdaptive,
  refusedEffort,
  refusedSampling,
  refusedPair,
  refusedLimit,
];

function refusedBetas(text: string, _: ClaudeRules, now: Corrections): Partial<Corrections> | undefined {
  return !now.withoutBetas && /invalid beta flag/i.test(text) ? { withoutBetas: true } : undefined;
}

/** Members no request can do without; a refusal of these means something else. */
const NEEDED = /^(messages|max_tokens|anthropic_version|system|tools)$/;

function refusedField(text: string, _: ClaudeRules, now: Corrections): Partial<Corrections> | undefined {
  const paths = [...text.matchAll(/(?:^|[\s`"'(])([\w.]{1,200}): Extra inputs are not permitted/g)]
    .map(([, path = '']) => path.replace(/(^|\.)\d+(?=\.|$)/g, '$1*'))
    .filter((path) => !NEEDED.test(path) && !now.withoutFields.includes(path));
  return paths.length === 0 ? undefined : { withoutFields: [...now.withoutFields, ...new Set(paths)] };
}

function refusedBudget(text: string, rules: ClaudeRules): Partial<Corrections> | undefined {
  if (!rules.thinking.budget || !/thinking\.type\.enabled"? is not supported/.test(text)) return undefined;
  const thinking = { ...rules.thinking, adaptive: true, budget: false };
  return { rules: { thinking, sampling: 'none', efforts: ['low', 'medium', 'high'] } };
}

function refusedAdaptive(text: string, rules: ClaudeRules): Partial<Corrections> | undefined {
  if (!rules.thinking.adaptive || !/adaptive thinking is not supported/i.test(text)) return undefined;
  const thinking = {
    ...rules.thinking,
    adaptive: false,
    budget: true,
    off: 'always',
    onByDefault: false,
  } as const;
  return { rules: { thinking, efforts: [] } };
}

function refusedEffort(text: string, rules: ClaudeRules): Partial<Corrections> | undefined {
  const refused = rules.efforts.length > 0 && /does not support the effort parameter/i.test(text);
  return refused ? { rules: { efforts: [] } } : undefined;
}

function refusedSampling(text: string, rules: ClaudeRules): Partial<Corrections> | undefined {
  const refused = /`?(temperature|top_p|top_k)`? is deprecated for this model/.test(text);
  return refused && rules.sampling !== 'none' ? { rules: { sampling: 'none' } } : undefined;
}

function refusedPair(text: string, rules: ClaudeRules): Partial<Corrections> | undefined {
  const refused = /`?temperature`? and `?top_p`? cannot both be specified/.test(text);
  return refused && rules.sampling === 'free' ? { rules: { sampling: 'one' } } : undefined;
}

/** `max_tokens: 128000 > 64000, which is the maximum …`, or `… exceeds the model limit of 8192`. */
const LIMIT = /max_tokens: \d+ > (\d+)|exceeds the model limit of (\d+)/;

function refusedLimit(text: string, rules: ClaudeRules): Partial<Corrections> | undefined {
  const [, above, limit] = LIMIT.exec(text) ?? [];
  const maxOutputTokens = Number(above ?? limit ?? Number.NaN);
  const lower = maxOutputTokens > 0 && maxOutputTokens < rules.maxOutputTokens;
  return lower ? { rules: { maxOutputTokens } } : undefined;
}
