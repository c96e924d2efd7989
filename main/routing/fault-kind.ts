import type { AppError, ErrorCode } from '../core/app-error.ts';

/** What an error says about the target it came from. */
export type FaultKind =
  /** The request is wrong wherever it goes: no failover, nothing is held against the target. */
  | 'client'
  /** The client hung up. */
  | 'cancelled'
  /** Too much at the moment: wait, and use another target meanwhile. */
  | 'throttle'
  /** A longer limit is used up. */
  | 'quota'
  /** The target will not serve this model to this account. */
  | 'refusal'
  /** The credentials or the account, not the region. */
  | 'credential'
  /** The target is broken or cannot be reached. */
  | 'failure';

/** Classifies by code; `AppError.retry` says separately whether another try makes sense. */
export function faultKind(error: AppError): FaultKind {
  return KINDS[error.code];
}

const KINDS: { readonly [code in ErrorCode]: FaultKind } = {
  invalid_request: 'client',
  context_length_exceeded: 'client',
  unsupported: 'client',
  authentication: 'client',
  upstream_authentication: 'credential',
  billing: 'credential',
  permission: 'refusal',
  forbidden: 'client',
  model_not_found: 'refusal',
  route_not_found: 'client',
  method_not_allowed: 'client',
  request_timeout: 'client',
  too_large: 'client',
  headers_too_large: 'client',
  unsupported_media_type: 'client',
  rate_limited: 'throttle',
  quota_exceeded: 'quota',
  overloaded: 'failure',
  upstream_error: 'failure',
  timeout: 'failure',
  cancelled: 'cancelled',
  internal: 'failure',
};
