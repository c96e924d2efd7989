import type { AnswerFacet } from './answer-facets.ts';
import type { ConversationName } from './read-conversation.ts';
import type { RequestFacet } from './request-facets.ts';

/** What a format cannot carry, and what becomes of it. A cell of the matrix fails when it loses anything else. */
export interface Loss<Facet extends string> {
  /** Upstreams of requests and recordings, clients of answers. */
  readonly where: readonly string[];
  readonly facets: readonly Facet[];
  readonly how: 'approximated' | 'dropped';
  /** Nothing the model would miss, or what the mapping says to do without a word: no warning is owed. */
  readonly silent?: true;
  readonly why: string;
}

export interface RequestLoss extends Loss<RequestFacet> {
  /** Any conversation unless told. */
  readonly in?: readonly ConversationName[];
}

export interface AnswerLoss extends Loss<AnswerFacet> {
  /** Any answer unless told. */
  readonly in?: readonly string[];
}

const GEMINIS = ['gemini', 'vertex-gemini', 'antigravity'];
const CLAUDES = ['anthropic', 'vertex-claude'];
const OPENAIS = ['openai-chat', 'openai-responses'];

/** Requests, by upstream. */
export const REQUEST_LOSSES: readonly RequestLoss[] = [
  {
    where: CLAUDES,
    facets: ['thinking'],
    how: 'dropped',
    why: 'Claude takes back only thinking that it signed itself.',
  },
  {
    where: ['bedrock-converse'],
    facets: ['thinking'],
    how: 'dropped',
    why: 'The model behind Converse takes no thinking back.',
  },
  {
    where: ['kiro', 'ollama', 'cursor', ...OPENAIS, ...GEMINIS],
    facets: ['thinking'],
    how: 'dropped',
    silent: true,
    why: "Thinking goes back only to the service that made it; another model's would be noise in its context.",
  },
  {
    where: ['ollama', ...OPENAIS],
    facets: ['error results', 'results'],
    in: ['tools'],
    how: 'approximated',
    silent: true,
    why: 'There is no flag for a failed tool: its result begins with "Error: ".',
  },
  {
    where: ['ollama', 'cursor', ...OPENAIS, ...GEMINIS],
    facets: ['cache hints'],
    how: 'dropped',
    silent: true,
    why: 'The service caches prefixes by itself.',
  },
  {
    where: ['kiro'],
    facets: ['cache hints'],
    how: 'approximated',
    silent: true,
    why: 'The instructions stand in the first message, and so does their cache point.',
  },
  {
    where: ['kiro'],
    facets: ['system', 'text'],
    in: ['text', 'tools', 'cache'],
    how: 'approximated',
    silent: true,
    why: 'There is no place for instructions: they stand before the first message.',
  },
  {
    where: ['kiro', 'openai-responses'],
    facets: ['stop sequences'],
    how: 'dropped',
    why: 'The format has no stop sequences.',
  },
  {
    where: ['openai-responses'],
    facets: ['temperature'],
    how: 'dropped',
    why: 'Reasoning models refuse a temperature of the client’s own.',
  },
  {
    where: ['kiro', 'ollama', 'cursor'],
    facets: ['tool choice', 'tools', 'system'],
    in: ['choice'],
    how: 'approximated',
    why: 'Nothing can force a call: only the tool in question is offered, with a line that asks for it.',
  },
  {
    where: ['kiro', 'ollama', 'cursor', 'bedrock-converse', ...GEMINIS],
    facets: ['parallel switch'],
    in: ['choice'],
    how: 'dropped',
    why: 'The format cannot forbid several calls at once.',
  },
  {
    where: ['vertex-claude', 'bedrock-converse'],
    facets: ['structured output', 'tools', 'tool choice', 'parallel switch', 'system'],
    in: ['structured'],
    how: 'approximated',
    silent: true,
    why: 'The answer is the arguments of a tool with that schema, which the client never sees.',
  },
  {
    where: ['kiro', 'cursor'],
    facets: ['structured output', 'text', 'system'],
    in: ['structured'],
    how: 'approximated',
    why: 'The schema stands in the prompt as an instruction.',
  },
  {
    where: ['kiro', 'ollama', 'cursor', 'bedrock-converse', ...OPENAIS],
    facets: ['reasoning'],
    how: 'approximated',
    silent: true,
    why: 'A budget of thinking tokens becomes the nearest effort.',
  },
  {
    where: GEMINIS,
    facets: ['reasoning'],
    how: 'approximated',
    silent: true,
    why: 'An effort becomes the budget that this model has for it.',
  },
];

/** Recordings: what an upstream never says. */
export const SOURCE_LOSSES: readonly AnswerLoss[] = [
  {
    where: ['bedrock-converse', 'kiro', 'ollama', 'cursor'],
    facets: ['reasoning tokens'],
    how: 'dropped',
    why: 'Thinking is counted with the rest of the output.',
  },
  {
    where: ['ollama'],
    facets: ['input tokens', 'cache reads', 'cache writes'],
    how: 'approximated',
    why: 'All input is one number, cached or not.',
  },
  {
    where: GEMINIS,
    facets: ['cache writes'],
    how: 'dropped',
    why: 'Google counts no cache writes.',
  },
  {
    where: ['bedrock-converse'],
    facets: ['stop sequence'],
    how: 'dropped',
    why: 'Converse does not say which sequence was met.',
  },
  {
    where: ['openai-responses'],
    facets: ['text'],
    in: ['stop-refusal'],
    how: 'approximated',
    why: 'A refusal is told apart from the text.',
  },
];

/** Answers, by client. */
export const ANSWER_LOSSES: readonly AnswerLoss[] = [
  {
    where: GEMINIS,
    facets: ['cache writes', 'input tokens'],
    how: 'approximated',
    why: 'There is no count of cache writes: they are part of the prompt.',
  },
  {
    where: ['bedrock-converse', 'kiro', 'ollama', 'cursor'],
    facets: ['reasoning tokens'],
    how: 'dropped',
    why: 'The format has no such count: thinking is in the output.',
  },
  {
    where: ['ollama'],
    facets: ['input tokens', 'cache reads', 'cache writes'],
    how: 'approximated',
    why: 'The format has one number for all input.',
  },
  {
    where: [...OPENAIS, 'ollama', ...GEMINIS],
    facets: ['stop reason'],
    in: ['stop-context_window_exceeded'],
    how: 'approximated',
    why: 'A full context is told as a length limit.',
  },
  {
    where: [...OPENAIS, 'ollama', 'kiro', 'cursor', ...GEMINIS],
    facets: ['stop reason', 'stop sequence'],
    in: ['stop-stop_sequence'],
    how: 'approximated',
    why: 'A stop sequence is told as the end of the answer.',
  },
  {
    where: ['bedrock-converse'],
    facets: ['stop sequence'],
    how: 'dropped',
    why: 'Converse does not say which sequence was met.',
  },
  {
    where: [...OPENAIS, 'ollama', 'kiro', 'cursor', 'bedrock-converse', ...GEMINIS],
    facets: ['stop reason'],
    in: ['stop-pause_turn'],
    how: 'approximated',
    why: 'Only Claude’s own tools pause a turn; to other clients it has ended.',
  },
  {
    where: ['bedrock-converse', 'cursor', ...GEMINIS],
    facets: ['stop reason'],
    in: ['stop-refusal'],
    how: 'approximated',
    why: 'A refusal is told as filtered content.',
  },
  {
    where: [...CLAUDES, 'bedrock-invoke'],
    facets: ['stop reason'],
    in: ['stop-content_filter'],
    how: 'approximated',
    why: 'Filtered content is told as a refusal.',
  },
  {
    where: ['ollama'],
    facets: ['stop reason'],
    in: ['stop-refusal', 'stop-content_filter'],
    how: 'approximated',
    why: 'Ollama knows only stop and length; the text says the rest.',
  },
  {
    where: ['ollama'],
    facets: ['text'],
    in: ['stop-refusal'],
    how: 'approximated',
    why: 'The words of a refusal are text like any other.',
  },
  {
    where: ['kiro'],
    facets: ['stop reason'],
    in: ['stop-max_tokens'],
    how: 'approximated',
    why: 'Kiro’s streams name no reason at all: only a call that breaks off shows that the limit was met.',
  },
];

/** Streams that a client is given as an error instead: its format has no end that would say so. */
export const TOLD_AS_ERRORS: readonly {
  readonly client: string;
  readonly answers: readonly string[];
  readonly why: string;
}[] = [
  {
    client: 'kiro',
    answers: ['stop-refusal', 'stop-content_filter', 'stop-context_window_exceeded'],
    why: 'Kiro’s streams name no reason; these are its exceptions.',
  },
  {
    client: 'cursor',
    answers: ['stop-context_window_exceeded'],
    why: 'The format has it as an error of its own.',
  },
];

/** Errors in mid-stream whose kind the client's format does not name. */
export const NAMELESS_ERRORS: readonly { readonly client: string; readonly why: string }[] = [
  { client: 'ollama', why: 'A line with a text is all there is.' },
  {
    client: 'cursor',
    why: 'The format knows few kinds of errors; the rest are told as an overload, which is tried again.',
  },
];

/** Conversations that cannot be had in a client's format. */
export const LACKING: Readonly<Record<string, Readonly<Partial<Record<ConversationName, string>>>>> = {
  gemini: { cache: 'Google caches by itself, and caches of the client’s own are kept there.' },
  'vertex-gemini': { cache: 'Google caches by itself, and caches of the client’s own are kept there.' },
  antigravity: { cache: 'Google caches by itself, and caches of the client’s own are kept there.' },
  ollama: { choice: 'Ollama has no tool choice.', cache: 'Ollama caches by itself.' },
  cursor: {
    choice: 'Cursor has no tool choice.',
    cache: 'Cursor caches by itself.',
    structured: 'Cursor has no structured output.',
  },
  kiro: { choice: 'Kiro has no tool choice.', structured: 'Kiro has no structured output.' },
  'bedrock-converse': {
    structured: 'Converse’s structured output is the same conversation in bedrock-invoke.',
  },
};
