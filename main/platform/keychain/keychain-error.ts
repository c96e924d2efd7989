import { AppError } from '../../core/app-error.ts';
import type { KeychainFault, KeychainFaultKind } from './keychain-fault.ts';

const CURES: Record<KeychainFaultKind, string> = {
  missing:
    'No keychain service is running. Start one (on Linux gnome-keyring or KWallet), or let the provider use an AWS profile or SSO.',
  locked: 'The keychain is locked. Unlock it, then try again.',
  hung: 'The keychain does not answer; most likely its password prompt is open somewhere. Answer it, then try again.',
  failed: 'The keychain refused. Enter the credentials again, or let the provider use an AWS profile or SSO.',
};

/** What the caller is told; the keychain's own words stay in `cause`. */
export function keychainError(providerId: string, verb: string, fault: KeychainFault): AppError {
  return new AppError({
    code: 'upstream_authentication',
    retry: 'next',
    message: `The credentials of provider ${providerId} cannot be ${verb}. ${CURES[fault.kind]}`,
    upstream: { provider: providerId },
    cause: fault,
  });
}
