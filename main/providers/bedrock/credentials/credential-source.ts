/** Access keys for SigV4. */
export interface AwsKeys {
  readonly kind: 'keys';
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
  /** Milliseconds since 1970; undefined for keys that do not expire by themselves. */
  readonly expiresAt?: number;
}

/** A Bedrock API key: sent as it is, nothing is signed. */
export interface BearerKey {
  readonly kind: 'bearer';
  readonly token: string;
  /** The only region a short-term key works in; undefined for a long-term key. */
  readonly region?: string;
  readonly expiresAt?: number;
}

export type AwsCredentials = AwsKeys | BearerKey;

/** What may be shown of the credentials in use: never a secret. */
export interface CredentialDescription {
  readonly source: string;
  /** For people: `AWS profile "work"`. */
  readonly label: string;
  readonly kind?: AwsCredentials['kind'];
  /** The public half of the keys, shortened: `AKIA…WXYZ`. */
  readonly accessKeyId?: string;
  readonly region?: string;
  readonly expiresAt?: number;
}

/** Where a provider's credentials come from. */
export interface CredentialSource {
  /** Good for a request now. @throws AppError upstream_authentication saying what to do. */
  get(): Promise<AwsCredentials>;
  /** AWS refused these: the next `get` reads anew, unless others stand in their place already. */
  invalidate(refused?: AwsCredentials): void;
  describe(): CredentialDescription;
  /** The text without the secrets read last. */
  conceal(text: string): string;
}
