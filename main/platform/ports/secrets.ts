/** The secrets a provider may have, one keychain entry each. */
export type SecretField = 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'apiKey';

export type Secrets = { readonly [field in SecretField]?: string };

/** Reads secrets from where the desktop keeps them. */
export interface SecretReader {
  /**
   * Undefined when there is no such secret.
   * @throws AppError when the store is locked or does not answer: never to be taken for "absent".
   */
  read(providerId: string, field: SecretField): Promise<string | undefined>;
}

/** Whether a provider's secrets are there. `locked`: they are, and cannot be read now. */
export type SecretState = 'present' | 'absent' | 'locked';

/** Where secrets are kept. `headless`: in this process's memory only. */
export type SecretPlace = 'available' | 'locked' | 'missing' | 'hung' | 'headless';

/** Keeps secrets. Nothing it does ever puts one into a log or an error. */
export interface SecretStore extends SecretReader {
  /** Puts these in the place of everything the provider had. @throws AppError when the store is locked */
  write(providerId: string, secrets: Secrets): Promise<void>;
  /** @throws AppError when the store is locked */
  remove(providerId: string): Promise<void>;
  /** Never throws. */
  state(providerId: string): Promise<SecretState>;
  readonly place: SecretPlace;
}
