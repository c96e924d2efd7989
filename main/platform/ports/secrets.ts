/** The secrets a provider may have, one keychain entry each. */
export type SecretField = 'accessKeyId' | 'secretAccessKey' | 'sessionToken' | 'apiKey';

/** Reads secrets from where the desktop keeps them. */
export interface SecretReader {
  /**
   * Undefined when there is no such secret.
   * @throws AppError when the store is locked or does not answer: never to be taken for "absent".
   */
  read(providerId: string, field: SecretField): Promise<string | undefined>;
}
