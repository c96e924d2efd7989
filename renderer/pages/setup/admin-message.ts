import type { WizardState } from '../../../contract/wizard.ts';

/** A message for whoever manages the account. Names and rights only. */
export function adminMessage({ providers }: WizardState, policy: string): string {
  const regions = providers.map(({ region, scope }) => `- ${region} (scope ${scope})`).join('\n');
  return `Hello,

I would like to use Claude on Amazon Bedrock in our AWS account, through kRouter on my own machine. It needs the rights below and no others. Requests go to:

${regions}

Please attach this policy to my user or role:

${policy}

If a service control policy restricts these regions, it needs the same exception. The first use of a model may also need Anthropic's use case form, once per account.

Thank you
`;
}
