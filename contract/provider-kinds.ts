import type { ProviderConfig } from './config.ts';

/** Providers that are added by one form. Bedrock has its own way in. */
export type DirectProviderType = Exclude<ProviderConfig['type'], 'bedrock'>;

/** One setting of a provider's form; `name` is the member of its schema. */
export interface ProviderField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder?: string;
  /** `number`: whole; `pairs`: one `name = value` a line. */
  readonly kind: 'text' | 'number' | 'pairs';
}

/** Where a provider's secret may come from, and how it is asked for. */
export interface KeyForm {
  /** Values of `credentials.source`, the first being the one that is suggested. */
  readonly sources: readonly { readonly value: string; readonly label: string }[];
  /** What goes to the keychain: "API key". */
  readonly label: string;
  /** More than one line, such as a key file. */
  readonly isLong?: boolean;
  /** The usual environment variable, where `env` is a source. */
  readonly variable?: string;
}

/** A server that many have, filled in with one choice. */
export interface ProviderPreset {
  readonly label: string;
  readonly values: { readonly [field: string]: string };
}

/** A kind of provider as a user meets it. */
export interface ProviderKind {
  readonly label: string;
  /** One sentence: what it is. */
  readonly lead: string;
  /** The name that a first one is given. */
  readonly suggestedId: string;
  readonly fields: readonly ProviderField[];
  /** Absent: the provider keeps no secret of its own. */
  readonly key?: KeyForm;
  readonly presets?: readonly ProviderPreset[];
  /** Set where the vendor offers no such access: what the user must have read and agreed to before it is added. */
  readonly terms?: string;
}

const KEYCHAIN = { value: 'keychain', label: 'A key in the system keychain' } as const;
const ENVIRONMENT = { value: 'env', label: 'An environment variable' } as const;
const NO_KEY = { value: 'none', label: 'No key' } as const;

const BASE_URL: ProviderField = { name: 'baseUrl', label: 'Base URL', kind: 'text' };
const MODELS: ProviderField = {
  name: 'models',
  label: 'Models',
  kind: 'pairs',
  hint: 'Own names, one a line: name = id of the server. Empty: all that the server lists.',
  placeholder: 'fast = gpt-5-mini',
};
const HEADERS: ProviderField = {
  name: 'headers',
  label: 'Extra headers',
  kind: 'pairs',
  hint: 'Sent with every call, one a line: name = value.',
};
const CONTEXT: ProviderField = {
  name: 'contextTokens',
  label: 'Context size',
  kind: 'number',
  hint: 'In tokens, for every model. Empty: what the server tells.',
};

/** Every kind of provider but Bedrock. */
export const PROVIDER_KINDS: { readonly [type in DirectProviderType]: ProviderKind } = {
  anthropic: {
    label: 'Anthropic API',
    lead: 'Claude from Anthropic itself, beside Bedrock.',
    suggestedId: 'anthropic',
    fields: [BASE_URL],
    key: { sources: [KEYCHAIN, ENVIRONMENT], label: 'API key', variable: 'ANTHROPIC_API_KEY' },
  },
  'openai-compatible': {
    label: 'OpenAI-compatible server',
    lead: 'Any server that speaks Chat Completions: OpenAI, OpenRouter, vLLM, LM Studio, llama.cpp.',
    suggestedId: 'openai',
    fields: [BASE_URL, MODELS, HEADERS, CONTEXT],
    key: { sources: [KEYCHAIN, ENVIRONMENT, NO_KEY], label: 'API key', variable: 'OPENAI_API_KEY' },
    presets: [
      { label: 'OpenAI', values: { id: 'openai', baseUrl: 'https://api.openai.com/v1', source: 'keychain' } },
      {
        label: 'OpenRouter',
        values: { id: 'openrouter', baseUrl: 'https://openrouter.ai/api/v1', source: 'keychain' },
      },
      { label: 'vLLM', values: { id: 'vllm', baseUrl: 'http://127.0.0.1:8000/v1', source: 'none' } },
      {
        label: 'LM Studio',
        values: { id: 'lm-studio', baseUrl: 'http://127.0.0.1:1234/v1', source: 'none' },
      },
      {
        label: 'llama.cpp',
        values: { id: 'llama-cpp', baseUrl: 'http://127.0.0.1:8080/v1', source: 'none' },
      },
      { label: 'Another server', values: { id: 'server', baseUrl: '', source: 'keychain' } },
    ],
  },
  'openai-responses': {
    label: 'OpenAI Responses API',
    lead: 'OpenAI’s newer API. Nothing is stored there, and thinking is kept from turn to turn.',
    suggestedId: 'openai',
    fields: [BASE_URL, MODELS, HEADERS, CONTEXT],
    key: { sources: [KEYCHAIN, ENVIRONMENT], label: 'API key', variable: 'OPENAI_API_KEY' },
  },
  ollama: {
    label: 'Ollama',
    lead: 'Models that run on this machine or in your network.',
    suggestedId: 'ollama',
    fields: [
      BASE_URL,
      {
        ...CONTEXT,
        hint: 'In tokens, for every model. Empty: as much as a call needs, up to the model’s own.',
      },
    ],
    key: { sources: [NO_KEY, KEYCHAIN, ENVIRONMENT], label: 'API key', variable: 'OLLAMA_API_KEY' },
  },
  vertex: {
    label: 'Google Vertex AI',
    lead: 'Claude and Gemini in one project of Google Cloud.',
    suggestedId: 'vertex',
    fields: [
      { name: 'project', label: 'Project', kind: 'text', placeholder: 'my-project-123456' },
      { name: 'location', label: 'Location', kind: 'text', hint: 'A region, us, eu, or global.' },
      { name: 'endpoint', label: 'Endpoint', kind: 'text', hint: 'A gateway. Empty: Google’s own.' },
      {
        ...MODELS,
        hint: 'Own names, one a line: name = id of the model. Empty: those that are known.',
        placeholder: 'fast = claude-haiku-4-5',
      },
    ],
    key: {
      sources: [
        { value: 'adc', label: 'Google’s sign-in on this machine' },
        { value: 'keychain', label: 'A service account’s key file' },
      ],
      label: 'Key file (JSON)',
      isLong: true,
    },
  },
  gemini: {
    label: 'Google Gemini API',
    lead: 'Gemini with an API key of Google AI Studio.',
    suggestedId: 'gemini',
    fields: [
      BASE_URL,
      { ...MODELS, hint: 'Own names, one a line: name = id.', placeholder: 'fast = gemini-2.5-flash' },
    ],
    key: { sources: [KEYCHAIN, ENVIRONMENT], label: 'API key', variable: 'GEMINI_API_KEY' },
  },
  antigravity: {
    label: 'Antigravity and Code Assist',
    lead: 'Gemini and more through your own Google sign-in for Code Assist. Unofficial.',
    suggestedId: 'antigravity',
    fields: [
      { name: 'project', label: 'Project', kind: 'text', hint: 'Empty: the one Google gave the account.' },
    ],
    key: {
      sources: [{ value: 'keychain', label: 'An access token in the system keychain' }],
      label: 'Access token, or the JSON it is kept in',
      isLong: true,
    },
    terms:
      'Google offers this access to its own programs only. It says that using it through other software violates its terms, and has suspended accounts for it. kRouter calls it under its own name, with your own token. The Gemini API with a key, or Vertex AI, are the official ways. You have read Google’s terms and want this.',
  },
  kiro: {
    label: 'Kiro',
    lead: 'Claude through your own Kiro account, billed in Kiro’s credits.',
    suggestedId: 'kr',
    fields: [
      {
        name: 'region',
        label: 'Region',
        kind: 'text',
        hint: 'Where your account lives, e.g. us-east-1 or eu-central-1.',
      },
      {
        name: 'profileArn',
        label: 'Profile',
        kind: 'text',
        hint: 'The ARN of your profile, where your sign-in does not name one.',
      },
    ],
    key: {
      sources: [
        { value: 'keychain', label: 'A sign-in or API key in the system keychain' },
        { value: 'env', label: 'An environment variable' },
        { value: 'kiro-file', label: 'Kiro’s own sign-in on this machine, read and never changed' },
      ],
      label: 'Sign-in (JSON) or API key',
      isLong: true,
      variable: 'KIRO_API_KEY',
    },
    terms:
      'Kiro offers no access to other programs. kRouter calls it under its own name, with your own sign-in; the vendor may change or refuse this at any time, or suspend the account. You have read Kiro’s terms and want this.',
  },
  cursor: {
    label: 'Cursor',
    lead: 'Your own Cursor account, through its command line; text only, without tools.',
    suggestedId: 'cursor',
    fields: [
      { name: 'program', label: 'Command line', kind: 'text', hint: 'Its name, or the full path to it.' },
      {
        ...MODELS,
        hint: 'One a line: own name = Cursor’s name. Empty: auto alone.',
        placeholder: 'sonnet = claude-4.5-sonnet',
      },
    ],
    key: {
      sources: [
        { value: 'none', label: 'The command line’s own sign-in' },
        { value: 'keychain', label: 'An API key in the system keychain' },
        { value: 'env', label: 'An environment variable' },
      ],
      label: 'API key',
      variable: 'CURSOR_API_KEY',
    },
    terms:
      'Cursor offers its models through its own products only. kRouter runs Cursor’s official command line for you, in an empty folder; whether that suits Cursor’s terms is for you to judge. You have read them and want this.',
  },
};
