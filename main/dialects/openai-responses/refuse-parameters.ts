import { unsupported } from '../../core/app-error.ts';
import type { Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';
import { readOptionalArray } from '../../core/read-field.ts';

/**
 * Parameters that stand for something kRouter does not have: a store of earlier responses, prompts and conversations,
 * or token probabilities. Without it the answer would be another than the one asked for.
 * @throws AppError `unsupported` naming the parameter
 */
export function refuseParameters(source: JsonObject): void {
  for (const [param, { isAsked, message }] of REFUSED) {
    const value = source[param];
    if (value != null && isAsked(value)) throw unsupported(param, message);
  }
  if (readOptionalArray(source, 'include').includes('message.output_text.logprobs')) {
    throw unsupported(
      'include',
      'include asks for logprobs, which are not available with Claude. Leave it out.',
    );
  }
}

/** Parameters that only shade the answer: named in a warning and left out. */
export function dropParameters(source: JsonObject): Warning[] {
  const text = isJsonObject(source['text']) ? source['text'] : {};
  const values: JsonObject = { ...source, 'text.verbosity': text['verbosity'] };
  return DROPPED.filter(([param, isAsked]) => values[param] != null && isAsked(values[param])).map(
    ([param, , detail]) => ({ code: 'dropped', param, detail }),
  );
}

interface Refusal {
  readonly isAsked: (value: unknown) => boolean;
  readonly message: string;
}

const always = (): boolean => true;
const NO_STORE = 'kRouter stores no responses.';

const REFUSED: readonly (readonly [string, Refusal])[] = [
  [
    'previous_response_id',
    {
      isAsked: (id) => id !== '',
      message: `${NO_STORE} Send the whole conversation in input, and leave previous_response_id out.`,
    },
  ],
  [
    'conversation',
    {
      isAsked: always,
      message: `${NO_STORE} Send the whole conversation in input, and leave conversation out.`,
    },
  ],
  [
    'background',
    {
      isAsked: (value) => value !== false,
      message: `${NO_STORE} Nothing could be fetched later: set background to false, and stream to true for long answers.`,
    },
  ],
  [
    'prompt',
    {
      isAsked: always,
      message:
        'prompt names a template stored at OpenAI, which cannot be read here. Send its text as instructions.',
    },
  ],
  [
    'top_logprobs',
    { isAsked: (value) => value !== 0, message: 'top_logprobs is not available with Claude. Leave it out.' },
  ],
];

const NO_SUCH_SETTING = 'Claude has no such setting';

const DROPPED: readonly (readonly [string, (value: unknown) => boolean, string])[] = [
  ['store', (value) => value === true, 'responses are not stored: they cannot be fetched or continued by id'],
  ['truncation', (value) => value !== 'disabled', 'nothing is cut from a conversation that is too long'],
  [
    'context_management',
    (value) => !Array.isArray(value) || value.length > 0,
    'only OpenAI compacts a conversation',
  ],
  ['max_tool_calls', always, 'it limits tools that run at OpenAI'],
  ['moderation', always, 'the answer is not moderated'],
  ['text.verbosity', (value) => value !== 'medium', NO_SUCH_SETTING],
];
