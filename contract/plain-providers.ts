import { z } from 'zod';
import { identifierSchema as id } from './identifier.ts';
import {
  apiKeyCredentials,
  httpUrlSchema,
  optionalKeyCredentials,
  sharedProviderFields,
} from './provider-fields.ts';

/** A header name of RFC 9110 with a value of visible characters; what kRouter sets by itself is not among them. */
const extraHeaders = z
  .record(
    z
      .string()
      .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, 'is no header name')
      .refine(
        (name) => !/^(authorization|host|content-length|connection)$/i.test(name),
        'is set by kRouter itself',
      ),
    z.string().regex(/^[\x20-\x7e]*$/, 'must be plain ASCII'),
  )
  .default({});

/** Own names for the upstream's ids: `{"fast": "gpt-5-mini"}`. Where there are any, no others are offered. */
const models = z.record(z.string().min(1), z.string().min(1)).default({});

/** How much every model of the provider reads and writes in all, in tokens, where the server does not tell. */
const contextTokens = z.int().min(512).optional();

export const openaiCompatibleProviderSchema = z.strictObject({
  id,
  type: z.literal('openai-compatible'),
  /** With the version in it: `https://api.openai.com/v1`, `http://127.0.0.1:8000/v1`. */
  baseUrl: httpUrlSchema,
  credentials: optionalKeyCredentials('OPENAI_API_KEY').default({ source: 'none' }),
  /** Sent with every call: `{"HTTP-Referer": "https://example.com"}`. */
  headers: extraHeaders,
  models,
  contextTokens,
  ...sharedProviderFields,
});

export const openaiResponsesProviderSchema = z.strictObject({
  id,
  type: z.literal('openai-responses'),
  baseUrl: httpUrlSchema.default('https://api.openai.com/v1'),
  credentials: apiKeyCredentials('OPENAI_API_KEY').default({ source: 'env', variable: 'OPENAI_API_KEY' }),
  headers: extraHeaders,
  models,
  contextTokens,
  ...sharedProviderFields,
});

export const ollamaProviderSchema = z.strictObject({
  id,
  type: z.literal('ollama'),
  baseUrl: httpUrlSchema.default('http://127.0.0.1:11434'),
  credentials: optionalKeyCredentials('OLLAMA_API_KEY').default({ source: 'none' }),
  /** `num_ctx` of every call; by default as much as the call needs, up to the model's own. */
  contextTokens,
  ...sharedProviderFields,
});

export type OpenaiCompatibleProviderConfig = z.infer<typeof openaiCompatibleProviderSchema>;
export type OpenaiResponsesProviderConfig = z.infer<typeof openaiResponsesProviderSchema>;
export type OllamaProviderConfig = z.infer<typeof ollamaProviderSchema>;
