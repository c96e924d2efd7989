import type { AwsCredentialsConfig } from '../../../../contract/config.ts';

/** A source in words, to begin a sentence with. */
export function credentialLabel(config: AwsCredentialsConfig): string {
  switch (config.source) {
    case 'keychain':
      return 'The keychain';
    case 'env':
      return 'The environment';
    case 'chain':
      return "AWS's default chain";
    case 'profile':
      return `AWS profile "${config.profile}"`;
    case 'sso':
      return `SSO profile "${config.profile}"`;
    case 'login':
      return config.profile === undefined ? 'The AWS login' : `AWS login profile "${config.profile}"`;
    case 'assume-role':
      return `Role ${config.roleArn}`;
    case 'process':
      return `The credential process of profile "${config.profile}"`;
    case 'web-identity':
      return 'The web identity token';
    case 'container':
      return "The container's credential endpoint";
    case 'instance':
      return "The instance's metadata service";
    case 'api-key':
      return `The API key in ${config.variable}`;
    case 'sso-role':
      return `Role ${config.roleName} of account ${config.accountId}`;
  }
}
