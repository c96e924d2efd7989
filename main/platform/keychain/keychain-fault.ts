/**
 * `missing`: there is no keychain to talk to. `locked`: there is, and it stays shut. `hung`: no answer in time, most
 * likely a prompt that nobody sees. `failed`: anything else.
 */
export type KeychainFaultKind = 'missing' | 'locked' | 'hung' | 'failed';

/** A call that the keychain did not carry out. Its message never holds a secret. */
export class KeychainFault extends Error {
  override readonly name = 'KeychainFault';
  readonly kind: KeychainFaultKind;

  constructor(kind: KeychainFaultKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** What libsecret, macOS and the loader say, first match wins; met on Debian 12 (libsecret 0.20, gnome-keyring 42). */
const SIGNS: readonly (readonly [RegExp, KeychainFaultKind])[] = [
  [/locked collection|is locked|dismissed|cancell?ed|interaction is not allowed|-25308|-128\b/i, 'locked'],
  [/autolaunch|D-?Bus|org[./]freedesktop|ServiceUnknown|secret service/i, 'missing'],
  [/native addon|libsecret|cannot open shared object|default keychain could not be found/i, 'missing'],
];

/** The fault behind a message of the keychain's own. */
export function readKeychainFault(message: string): KeychainFault {
  const sign = SIGNS.find(([pattern]) => pattern.test(message));
  return new KeychainFault(sign?.[1] ?? 'failed', message.slice(0, 300));
}
