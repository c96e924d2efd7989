import type { AwsCredentialsConfig } from '../../../../contract/config.ts';

/** The sources that AWS's own SDK reads for us. */
export type SdkSource = Exclude<
  AwsCredentialsConfig,
  { source: 'keychain' | 'env' | 'api-key' | 'sso-role' }
>;
