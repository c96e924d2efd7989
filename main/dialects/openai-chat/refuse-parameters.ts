import { unsupported } from '../../core/app-error.ts';
import type { Warning } from '../../core/chat-request.ts';
import { isJsonObject, type JsonObject } from '../../core/json.ts';

/**
 * Parameters that promise something in the answer that Claude cannot give: a client that reads the answer would be
 * misled. Their default values are accepted, since old clients send them explicitly.
 * @throws AppError `unsupported` naming the parameter
 */
export function refuseParameters(source: JsonObject): void {
  for (const [param, { isAsked, message }] of REFUSED) {
    const value = source[param];
    if (value != null && isAsked(value)) throw unsupported(param, message);
  }
}

/** Parameters that only shade the answer: named in a warning and left out. */
export function dropParameters(source: JsonObject): Warning[] {
  return DROPPED.filter(([param, isAsked]) => source[param] != null && isAsked(source[param])).map(
    ([param, , detail]) => ({ code: 'dropped', param, detail }),
  );
}

interface Refusal {
  readonly isAsked: (value: unknown) => boolean;
  readonly message: string;
}

const REFUSED: readonly (readonly [string, Refusal])[] = [
  [
    'n',
    {
      isAsked: (n) => n !== 1,
      message: 'n must be 1: Claude gives one answer per request. Send n requests.',
    },
  ],
  [
    'logprobs',
    { isAsked: (value) => value !== false, message: 'logprobs is not available with Claude. Leave it out.' },
  ],
  [
    'top_logprobs',
    { isAsked: (value) => value !== 0, message: 'top_logprobs is not available with Claude. Leave it out.' },
  ],
  [
    'logit_bias',
    {
      isAsked: (value) => !isEmpty(value),
      message: 'logit_bias is not available with Claude, whose tokens are not OpenAI’s. Leave it out.',
    },
  ],
  [
    'modalities',
    {
      isAsked: (value) => !Array.isArray(value) || value.some((modality) => modality !== 'text'),
      message: 'modalities may only hold "text": Claude does not speak or draw.',
    },
  ],
];

const NO_SUCH_SETTING = 'Claude has no such setting';

const DROPPED: readonly (readonly [string, (value: unknown) => boolean, string])[] = [
  ['seed', () => true, NO_SUCH_SETTING],
  ['presence_penalty', (value) => value !== 0, NO_SUCH_SETTING],
  ['frequency_penalty', (value) => value !== 0, NO_SUCH_SETTING],
  ['verbosity', (value) => value !== 'medium', NO_SUCH_SETTING],
  ['web_search_options', () => true, 'the model cannot search the web here'],
  ['audio', (value) => !isEmpty(value), 'no audio is produced'],
];

function isEmpty(value: unknown): boolean {
  return isJsonObject(value) && Object.keys(value).length === 0;
}
