/**
 * The sign-ins that AWS's own tools share: `~/.aws/sso/cache/<SHA-1 of the name>.json`. The name is that of the
 * sso-session, or the start URL where a profile has none.
 */
export interface SsoTokenCache {
  /** Undefined when there is none or it cannot be read. */
  read(name: string): Promise<string | undefined>;
  /** Readable by its owner only. @throws Error when it cannot be written */
  write(name: string, text: string): Promise<void>;
}
