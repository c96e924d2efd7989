import { AppError, type ErrorCode, type Retry } from '../../../core/app-error.ts';
import { type BedrockFault, bareFaultName } from './bedrock-fault.ts';
import { FAULT_RULES, type FaultRule } from './fault-rules.ts';

/** Where the fault happened. */
export interface FaultPlace {
  readonly provider: string;
  readonly region: string;
  /** Takes secrets out of what upstream said. */
  conceal?(text: string): string;
}

/** One sentence of cause in AWS's own words and one of cure, with the code and retry that routing needs. */
export function explainFault(fault: BedrockFault, place: FaultPlace): AppError {
  const rule = ruleFor(fault);
  return new AppError({
    code: rule.code,
    retry: rule.retry,
    message: sentence(fault, rule, place),
    retryAfterMs: fault.retryAfterMs ?? rule.retryAfterMs,
    upstream: {
      provider: place.provider,
      region: place.region,
      status: fault.status,
      name: fault.name === '' ? undefined : fault.name,
      requestId: fault.requestId,
    },
  });
}

function ruleFor(fault: BedrockFault): FaultRule {
  const name = bareFaultName(fault.name);
  if (name === 'modelerror' || name === 'modelstreamerror') return modelErrorRule(fault.originalStatus);
  const text = fault.message.toLowerCase().replaceAll('\u2019', "'");
  return FAULT_RULES.find((rule) => fits(rule, name, text)) ?? statusRule(fault.status);
}

function fits({ names, texts }: FaultRule, name: string, text: string): boolean {
  if (names !== undefined && !names.includes(name)) return false;
  return texts === undefined || texts.some((fragment) => text.includes(fragment));
}

/** The model itself failed: only its own 4xx is the request's fault. */
function modelErrorRule(originalStatus: number | undefined): FaultRule {
  const refused = originalStatus !== undefined && originalStatus >= 400 && originalStatus < 500;
  if (originalStatus === 429) return { code: 'rate_limited', retry: 'next' };
  return { code: 'upstream_error', retry: refused ? 'never' : 'next' };
}

function statusRule(status: number): FaultRule {
  const known = STATUS_RULES[status];
  if (known !== undefined) return { code: known[0], retry: known[1] };
  if (status >= 400 && status < 500) return { code: 'invalid_request', retry: 'never' };
  return { code: 'upstream_error', retry: 'next' };
}

const STATUS_RULES: { readonly [status: number]: readonly [ErrorCode, Retry] | undefined } = {
  401: ['upstream_authentication', 'never'],
  402: ['billing', 'next'],
  403: ['permission', 'next'],
  404: ['model_not_found', 'next'],
  407: ['upstream_error', 'next'],
  408: ['timeout', 'next'],
  413: ['too_large', 'never'],
  424: ['upstream_error', 'next'],
  429: ['rate_limited', 'next'],
  503: ['overloaded', 'next'],
  504: ['timeout', 'next'],
  529: ['overloaded', 'next'],
};

function sentence(fault: BedrockFault, rule: FaultRule, place: FaultPlace): string {
  const message = place.conceal?.(fault.message) ?? fault.message;
  const said = message === '' ? unsaid(fault, place.region) : message;
  if (rule.cure === undefined) return said;
  return `${/[.!?]$/.test(said) ? said : `${said}.`} ${rule.cure}`;
}

function unsaid({ status, name }: BedrockFault, region: string): string {
  const what = name === '' ? `HTTP ${status}` : `${name} (HTTP ${status})`;
  return `Bedrock in ${region} answered ${what} without a message.`;
}
