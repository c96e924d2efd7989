import type { ConverseRules } from '../../../dialects/bedrock-converse/converse-models.ts';
import type { BedrockFault } from '../faults/bedrock-fault.ts';

/** What Bedrock has taught us about one model of another vendor. */
export interface Lessons {
  readonly rules: Partial<ConverseRules>;
  /** The id to call instead: a profile, where the model may not be called by itself. */
  readonly callId?: string;
}

/** Nothing learned. */
export const NO_LESSONS: Lessons = { rules: {} };

type Lesson = (text: string, rules: ConverseRules) => Partial<ConverseRules> | undefined;

/**
 * The rules that a refusal teaches, by Bedrock's own words as users have reported them; undefined when the fault is none
 * of the known ones or the lesson was learned before.
 */
export function learnFrom(
  { status, message }: BedrockFault,
  rules: ConverseRules,
): Partial<ConverseRules> | undefined {
  // Prompt caching is refused as a matter of access.
  if (status !== 400 && status !== 403) return undefined;
  const text = message.slice(0, MAX_SCANNED).replaceAll('\u2019', "'");
  for (const lesson of LESSONS) {
    const learned = lesson(text, rules);
    if (learned !== undefined && isNews(learned, rules)) return learned;
  }
  return undefined;
}

const MAX_SCANNED = 2000;

function isNews(learned: Partial<ConverseRules>, rules: ConverseRules): boolean {
  const known = new Map<string, unknown>(Object.entries(rules));
  return Object.entries(learned).some(([key, value]) => known.get(key) !== value);
}

/** The first that fits is taken, so the narrower text stands before the wider. */
const LESSONS: readonly Lesson[] = [
  says(/doesn't support tool use in streaming/, { tools: 'whole' }),
  says(/unsupported for streaming|doesn't support streaming/, { streams: false }),
  says(/doesn't support tool use/, { tools: 'none' }),
  says(/toolChoice\.any field/, { forcedTool: 'none' }),
  refusedToolChoice,
  says(/system (messages|prompts?)/, { system: false }),
  says(/stopSequences field/, { stopSequences: false }),
  refusedImage,
  says(/doesn't support documents|document content block/, { documents: false }),
  says(/did not allow prompt caching|cachePoint/, { cache: false }),
  says(/tool result blocks cannot be provided in the same turn/, { textBesideResults: false }),
  says(/reasoningContent|reasoning content/, { replaysThinking: false }),
  says(/reasoning_effort|reasoningConfig/, { reasoning: 'fixed' }),
  says(/top_k|topK/, { topK: 'none' }),
  says(/outputConfig|textFormat/, { structuredOutput: false }),
  refusedLimit,
];

function says(words: RegExp, learned: Partial<ConverseRules>): Lesson {
  return (text) => (words.test(text) ? learned : undefined);
}

function refusedToolChoice(text: string, { forcedTool }: ConverseRules): Partial<ConverseRules> | undefined {
  if (!/toolChoice\.tool field/.test(text)) return undefined;
  return { forcedTool: forcedTool === 'named' ? 'any' : 'none' };
}

/** `… the image field for user messages` is said of images in tool results too, where the model may read them elsewhere. */
function refusedImage(text: string, { imagesInResults }: ConverseRules): Partial<ConverseRules> | undefined {
  if (/the image field for user messages/.test(text) && imagesInResults) return { imagesInResults: false };
  return /doesn't support (the )?image/.test(text) ? { images: false } : undefined;
}

function refusedLimit(text: string): Partial<ConverseRules> | undefined {
  const [, limit] = /exceeds the model limit of (\d+)/.exec(text) ?? [];
  return limit === undefined ? undefined : { maxOutputTokens: Number(limit) };
}
