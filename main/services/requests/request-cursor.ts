import type { LedgerCursor } from '../../platform/ports/ledger-store.ts';
import { CallFailure } from '../call-failure.ts';

/** The place of a row as the page hands it back. */
export function encodeCursor({ startedAt, requestId }: LedgerCursor): string {
  return `${startedAt}/${requestId}`;
}

/** @throws CallFailure for text that no page was ever given */
export function decodeCursor(text: string): LedgerCursor {
  const [, startedAt, requestId] = /^(\d{1,16})\/(.+)$/.exec(text) ?? [];
  if (startedAt === undefined || requestId === undefined) {
    throw new CallFailure('invalid_input', 'This is not a place in the list. Start from its top.', 'cursor');
  }
  return { startedAt: Number(startedAt), requestId };
}
