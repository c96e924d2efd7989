/**
 * Regions that run the newer Claudes themselves, by AWS's and Anthropic's documentation of August 2026; elsewhere they are
 * reached through profiles.
 */
export const CLAUDE_REGIONS: ReadonlySet<string> = new Set([
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'eu-west-1',
  'eu-north-1',
  'ap-northeast-1',
  'ap-southeast-4',
]);
