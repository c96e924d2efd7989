/** What AWS said went wrong, before it is put into our words. */
export interface BedrockFault {
  /** HTTP status, or the one that an exception frame stands for. */
  readonly status: number;
  /** AWS's or Anthropic's name: `ThrottlingException`, `overloaded_error`; empty when there was none. */
  readonly name: string;
  /** The innermost message, as it came. */
  readonly message: string;
  readonly requestId?: string;
  readonly retryAfterMs?: number;
  /** The `date` header: AWS's clock. */
  readonly date?: string;
  /** The model's own status behind a ModelError. */
  readonly originalStatus?: number;
}

/** `com.amazon.coral#ThrottlingException`, `throttlingException` -> `throttling`; Anthropic's names stay. */
export function bareFaultName(name: string): string {
  return name.toLowerCase().replace(/exception$/, '');
}
