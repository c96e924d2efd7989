/** An account of the simulated organisation, and the roles its portal offers. */
export interface SsoAccountSetup {
  readonly accountId: string;
  readonly accountName: string;
  readonly emailAddress: string;
  readonly roles: readonly string[];
}

/** IAM Identity Center in a box. What is absent takes the values that AWS uses. */
export interface SsoOptions {
  readonly accounts?: readonly SsoAccountSetup[];
  /** The only portal address that is known; any https address when absent. */
  readonly startUrl?: string;
  /** How long a user code can be approved. AWS: 600. */
  readonly deviceSeconds?: number;
  /** The pause a client has to keep between two polls. AWS: 1. */
  readonly intervalSeconds?: number;
  /** Life of an access token. AWS: up to an hour with a refresh token, 8 hours without. */
  readonly tokenSeconds?: number;
  /** Life of the keys of a role. */
  readonly roleSeconds?: number;
}

/** A small organisation for the demo. */
export const DEMO_ACCOUNTS: readonly SsoAccountSetup[] = [
  {
    accountId: '123456789012',
    accountName: 'Production',
    emailAddress: 'aws+production@example.com',
    roles: ['BedrockUser', 'ReadOnly'],
  },
  {
    accountId: '210987654321',
    accountName: 'Sandbox',
    emailAddress: 'aws+sandbox@example.com',
    roles: ['Administrator'],
  },
];
