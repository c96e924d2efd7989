import type { ErrorCode } from '../core/app-error.ts';
import type { Warning } from '../core/chat-request.ts';
import type { DialectName } from '../core/dialect-name.ts';
import type { ResolvedModel } from '../core/provider.ts';
import type { Usage } from '../core/usage.ts';
import type { Clock } from '../platform/ports/clock.ts';
import type { LedgerOutcome } from '../platform/ports/ledger-store.ts';

/** What is known of a request when it arrives. */
export interface MeteredRequest {
  readonly requestId: string;
  readonly dialect: DialectName;
  /** The model as the client named it. */
  readonly model: string;
  readonly stream: boolean;
  readonly app: string;
  readonly sessionId: string | null;
}

/** The target of one attempt. */
export interface MeteredAttempt {
  readonly provider: string;
  readonly providerType: string;
  readonly region?: string;
  readonly model: ResolvedModel;
  /** What compression did to the request that this target gets; absent when it gets the client's own. */
  readonly compressed?: Compressed;
}

/** Sizes in characters. */
export interface Compressed {
  /** The tool results as they came. */
  readonly before: number;
  /** The same as they were sent. */
  readonly after: number;
  /** The whole request as it was sent. Called when it is over, and only if something was saved. */
  sent(): number;
}

export interface MeteredOutcome {
  readonly outcome: LedgerOutcome;
  /** The HTTP status the client got, or 499 when it hung up before there was one. */
  readonly status: number;
  /** Absent: that of the stream's error event, if there was one. */
  readonly errorCode?: ErrorCode;
}

/** Everything a meter has counted so far. Times are monotonic milliseconds, -1 for not yet. */
export interface MeterState {
  readonly request: MeteredRequest;
  readonly startedAt: number;
  readonly began: number;
  firstContent: number;
  /** Characters of text, thinking and tool arguments. */
  chars: number;
  usage: Usage;
  /** True once the upstream has given its whole count. */
  complete: boolean;
  target: MeteredAttempt | undefined;
  attempts: number;
  failovers: number;
  decision: string | null;
  warnings: readonly Warning[];
  errorCode: ErrorCode | null;
  revision: number;
}

/** A meter at zero. */
export function initialMeterState(request: MeteredRequest, clock: Clock): MeterState {
  return {
    request,
    startedAt: clock.now(),
    began: clock.monotonic(),
    firstContent: -1,
    chars: 0,
    usage: {},
    complete: false,
    target: undefined,
    attempts: 0,
    failovers: 0,
    decision: null,
    warnings: [],
    errorCode: null,
    revision: 0,
  };
}
