import type { ErrorCode, Retry } from '../../../core/app-error.ts';

/** How one kind of fault is told to the client. Names are bare (`throttling`), texts in lower case. */
export interface FaultRule {
  readonly names?: readonly string[];
  /** Any of these in the message; with `names`, both must fit. */
  readonly texts?: readonly string[];
  readonly code: ErrorCode;
  readonly retry: Retry;
  /** What the user can do. Added after AWS's own words. */
  readonly cure?: string;
  readonly retryAfterMs?: number;
}

const AGAIN = 'Try again in a moment.';

/** Most specific first; the first one that fits is taken. Messages as reported from live accounts. */
export const FAULT_RULES: readonly FaultRule[] = [
  {
    texts: ['input is too long', 'prompt is too long', 'exceed context limit', 'too many input tokens'],
    code: 'context_length_exceeded',
    retry: 'never',
  },
  {
    texts: ["on-demand throughput isn't supported", 'on-demand throughput is not supported'],
    code: 'model_not_found',
    retry: 'next',
    cure: 'Ask for the model by its short id and kRouter picks the inference profile of the region.',
  },
  {
    texts: ['model identifier is invalid'],
    code: 'model_not_found',
    retry: 'next',
    cure: 'This region does not offer the model, or the ARN belongs to another region.',
  },
  {
    texts: ['data retention mode'],
    code: 'permission',
    retry: 'never',
    cure: 'The model asks for another data retention mode of the account (Bedrock console, data retention). That is your decision; kRouter never changes it.',
  },
  {
    texts: ['aws-marketplace:', 'aws marketplace'],
    code: 'permission',
    retry: 'next',
    retryAfterMs: 120_000,
    cure: 'Grant the AWS Marketplace actions to this identity, or let an administrator open the model once; then wait 2 to 15 minutes.',
  },
  {
    names: ['ftuformnotfilled'],
    code: 'permission',
    retry: 'never',
    cure: "Fill in Anthropic's use-case form once for the account (Bedrock console, model catalog); it takes about 15 minutes.",
  },
  {
    texts: ['use case details have not been submitted'],
    code: 'permission',
    retry: 'never',
    cure: 'The form is in the Bedrock console under model catalog, once for the whole account; it takes about 15 minutes.',
  },
  {
    texts: ['by provider as legacy', 'end of its life'],
    code: 'model_not_found',
    retry: 'never',
    cure: 'Move to a newer model; another region does not help.',
  },
  {
    texts: ['service control policy'],
    code: 'permission',
    retry: 'next',
    cure: 'Your organisation\'s policy blocks this region or model. With a global profile, use scope "geo".',
  },
  {
    texts: ["don't have access to the model", 'do not have access to the model'],
    code: 'permission',
    retry: 'next',
    cure: 'Check model access and the use-case form in the Bedrock console of this region, and for an application profile its policy.',
  },
  {
    names: ['expiredtoken'],
    code: 'upstream_authentication',
    retry: 'never',
    cure: 'Sign in again; for SSO run "aws sso login".',
  },
  {
    texts: ['security token included in the request is expired'],
    code: 'upstream_authentication',
    retry: 'never',
    cure: 'Sign in again; for SSO run "aws sso login".',
  },
  {
    texts: ['signature expired', 'signature not yet current'],
    code: 'upstream_authentication',
    retry: 'never',
    cure: "This machine's clock is wrong: turn on automatic time.",
  },
  {
    texts: ['signature we calculated does not match'],
    code: 'upstream_authentication',
    retry: 'never',
    cure: 'Check the secret access key for typing errors, and that no proxy on the way rewrites the URL or headers.',
  },
  {
    texts: ['security token included in the request is invalid'],
    code: 'upstream_authentication',
    retry: 'never',
    cure: 'The keys are wrong or deleted, or a stray AWS_SESSION_TOKEN stands beside long-term keys.',
  },
  {
    texts: ['make sure your api key is valid'],
    code: 'upstream_authentication',
    retry: 'never',
    cure: 'A short-term Bedrock API key works for 12 hours at most and only in the region it was made for.',
  },
  {
    names: [
      'unrecognizedclient',
      'invalidclienttokenid',
      'invalidsignature',
      'signaturedoesnotmatch',
      'incompletesignature',
      'missingauthenticationtoken',
      'authentication_error',
    ],
    code: 'upstream_authentication',
    retry: 'never',
    cure: 'Check this provider\'s credentials with "krouter check".',
  },
  {
    names: ['badcscore'],
    code: 'permission',
    retry: 'never',
    cure: 'AWS does not trust this account enough yet; open a case with AWS Support.',
  },
  {
    texts: ['operation not allowed'],
    code: 'permission',
    retry: 'never',
    cure: 'The account is restricted; open a case with AWS Support.',
  },
  {
    texts: ['guardrail was enabled but input is in incorrect format'],
    code: 'invalid_request',
    retry: 'never',
    cure: 'The guardrail expects tagged input; remove the guardrail or tag the input.',
  },
  {
    texts: ['tokens per day', 'daily token'],
    code: 'quota_exceeded',
    retry: 'next',
    cure: "The account's daily quota in this region is used up; it can be raised in Service Quotas.",
  },
  {
    names: ['servicequotaexceeded'],
    code: 'quota_exceeded',
    retry: 'next',
    cure: 'The quota can be raised in Service Quotas.',
  },
  {
    names: ['throttling', 'toomanyrequests', 'rate_limit_error'],
    texts: ['too many tokens'],
    code: 'rate_limited',
    retry: 'next',
    cure: 'Bedrock reserves max_tokens up front: a lower max_tokens lets more requests through.',
  },
  {
    names: ['throttling', 'toomanyrequests', 'rate_limit_error'],
    code: 'rate_limited',
    retry: 'next',
    cure: AGAIN,
  },
  {
    names: ['unknownoperation'],
    code: 'upstream_error',
    retry: 'never',
    cure: 'The endpoint does not know this operation: check that it is a Bedrock endpoint of the right kind.',
  },
  {
    texts: ['is not authorized to perform'],
    code: 'permission',
    retry: 'next',
    cure: 'The policy must name the inference profile and its foundation model in the source and in every destination region.',
  },
  { names: ['accessdenied', 'permission_error'], code: 'permission', retry: 'next' },
  { names: ['resourcenotfound', 'not_found_error'], code: 'model_not_found', retry: 'next' },
  { names: ['requestentitytoolarge', 'request_too_large'], code: 'too_large', retry: 'never' },
  { names: ['billing_error'], code: 'billing', retry: 'next' },
  { names: ['validation', 'invalid_request_error'], code: 'invalid_request', retry: 'never' },
  {
    names: ['modelnotready', 'serviceunavailable', 'overloaded_error'],
    code: 'overloaded',
    retry: 'next',
    cure: AGAIN,
  },
  { names: ['modeltimeout', 'timeout_error'], code: 'timeout', retry: 'next', cure: AGAIN },
  { names: ['internalserver', 'api_error'], code: 'upstream_error', retry: 'next', cure: AGAIN },
];
