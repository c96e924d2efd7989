import { AppError } from '../../core/app-error.ts';

/** True when the thing that was asked for is simply not there. */
export function isAbsent(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'ENOENT' || code === 'ENOTDIR';
}

/** The system's error code, e.g. `EACCES`; empty when there is none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** What went wrong with a file, in words for the person at the page. */
export function explain(error: unknown, path: string, deed: string): AppError {
  if (error instanceof AppError) return error;
  const reason = REASONS[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));
  return new AppError({
    code: 'permission',
    message: `${path} cannot be ${deed}: ${reason}. Nothing was changed.`,
    cause: error,
  });
}

const REASONS: { readonly [code: string]: string } = {
  EACCES: 'you may not',
  EPERM: 'you may not',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
  EISDIR: 'it is a folder',
  ELOOP: 'its links lead in a circle',
  EBUSY: 'another program holds it',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8 text',
};
