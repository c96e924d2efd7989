import { AwsError } from '../aws-error.ts';
import { UNKNOWN_OPERATION } from '../region/error-answer.ts';
import type { Reply } from '../region/reply.ts';
import type { HttpFault, NamedFault } from './fault.ts';

const HTML = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

type Named = { readonly error: AwsError } | { readonly reply: Reply };

const NAMED: Readonly<Record<NamedFault, () => Named>> = {
  'scp-deny': () =>
    refusal(
      'AccessDeniedException',
      'User: arn:aws:iam::123456789012:user/dev is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:::foundation-model/anthropic.claude-sonnet-4-6 with an explicit deny in a service control policy',
    ),
  'model-access': () =>
    refusal('AccessDeniedException', "You don't have access to the model with the specified model ID."),
  marketplace: () =>
    refusal(
      'AccessDeniedException',
      'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.',
    ),
  'use-case-form': () =>
    refusal(
      'ResourceNotFoundException',
      'Model use case details have not been submitted for this account. Fill out the Anthropic use case details form before using the model. If you have already filled out the form, try again in 15 minutes.',
    ),
  'legacy-model': () =>
    refusal(
      'ResourceNotFoundException',
      'Access denied. This Model is marked by provider as Legacy and you have not been actively using the model in the last 30 days. Please upgrade to an active model on Amazon Bedrock',
    ),
  'daily-quota': () =>
    refusal('ThrottlingException', 'Too many tokens per day, please wait before trying again.'),
  'data-retention': () =>
    refusal('ValidationException', "data retention mode 'default' is not available for this model"),
  'account-restricted': () => refusal('ValidationException', 'Operation not allowed'),
  'html-gateway': () => ({
    reply: { kind: 'raw', status: 502, headers: { 'content-type': 'text/html' }, body: HTML },
  }),
  'coral-200': () => ({
    reply: {
      kind: 'raw',
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: UNKNOWN_OPERATION,
    },
  }),
};

/** What a region answers under an HTTP fault. @throws AwsError when that is one of AWS's errors. */
export function httpFaultReply(fault: HttpFault): Reply {
  if (fault.kind === 'http-answer') {
    return { kind: 'raw', status: fault.status, headers: fault.headers ?? {}, body: fault.body };
  }
  if (fault.kind === 'http-error') {
    const error = new AwsError(fault.error, fault.message);
    const { retryAfterSeconds } = fault;
    if (retryAfterSeconds === undefined) throw error;
    return { kind: 'error', error, headers: { 'retry-after': String(retryAfterSeconds) } };
  }
  const named = NAMED[fault.name]();
  if ('error' in named) throw named.error;
  return named.reply;
}

function refusal(code: AwsError['code'], message: string): Named {
  return { error: new AwsError(code, message) };
}
