import { AppError } from '../../core/app-error.ts';
import type { Headers } from '../../core/codec.ts';
import { isJsonObject, parseJsonObject } from '../../core/json.ts';
import { decodeAnthropicError } from '../anthropic/decode-error.ts';
import { decodeGeminiError } from '../gemini/decode-error.ts';

/**
 * What a refused call of Vertex means: Anthropic's error when the model spoke, Google's when the platform did, with what
 * to do about it in the project.
 */
export function decodeVertexError(status: number, text: string, headers: Headers): AppError {
  if (isAnthropicError(text)) return decodeAnthropicError(status, text, headers);
  const error = decodeGeminiError(status, text, headers);
  const cure = vertexCure(error);
  if (cure === undefined) return error;
  const { code, retry, param, retryAfterMs, upstream } = error;
  const said = /[.!?]$/.test(error.message) ? error.message : `${error.message}.`;
  return new AppError({ code, retry, param, retryAfterMs, upstream, message: `${said} ${cure}` });
}

/** What the project's owner can do about a refusal of the platform; undefined where it is none of theirs. */
export function vertexCure({ message, upstream }: AppError): string | undefined {
  const rule = CURES.find(({ names, text }) => names.includes(upstream?.name ?? '') && text.test(message));
  return rule?.cure;
}

interface Cure {
  /** Google's status or reason. */
  readonly names: readonly string[];
  readonly text: RegExp;
  readonly cure: string;
}

const DENIED = ['PERMISSION_DENIED', 'IAM_PERMISSION_DENIED', 'SERVICE_DISABLED', 'CONSUMER_INVALID'];

/** Most specific first. Messages as Google writes them. */
const CURES: readonly Cure[] = [
  {
    names: DENIED,
    text: /has not been used in project|it is disabled|is not enabled|SERVICE_DISABLED/i,
    cure: 'Enable the Vertex AI API (aiplatform.googleapis.com) in the project.',
  },
  {
    names: DENIED,
    text: /serviceusage\.services\.use|quota project|user project/i,
    cure: 'Grant this identity roles/serviceusage.serviceUsageConsumer in the quota project, or leave "quotaProject" out.',
  },
  {
    names: DENIED,
    text: /aiplatform\.|permission/i,
    cure: 'Grant this identity the role Vertex AI User (roles/aiplatform.user) in the project.',
  },
  {
    names: ['NOT_FOUND'],
    text: /publisher model|does not have access|not found/i,
    cure: 'Enable the model in Model Garden for this project, and use a location that serves it.',
  },
  {
    names: ['FAILED_PRECONDITION'],
    text: /./,
    cure: "Accept the model's terms in Model Garden, and check that the location serves it.",
  },
  {
    names: ['RESOURCE_EXHAUSTED'],
    text: /quota|online_prediction|base_model/i,
    cure: "The project's quota for this model can be raised under IAM, Quotas; another location has its own.",
  },
];

function isAnthropicError(text: string): boolean {
  const body = parseJsonObject(text);
  return body?.['type'] === 'error' && isJsonObject(body['error']);
}
