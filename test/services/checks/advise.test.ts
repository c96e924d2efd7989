import { afterAll, describe, expect, it } from 'vitest';
import { adviseOn } from '../../../main/services/checks/advise.ts';
import { CHECK_ADVICE } from '../../../main/services/checks/check-advice-table.ts';
import type { NamedFault } from '../../../main/simulator/faults/fault.ts';
import { ask, createFetchTransport, openSession } from '../fetch-transport.ts';
import { bedrock, closeServices, startServices, until } from '../start-services.ts';

afterAll(closeServices);

/** As live accounts have reported them. */
const SAYINGS: readonly (readonly [said: string, kind: string])[] = [
  [
    'User: arn:aws:sts::1:assumed-role/x is not authorized to perform: bedrock:InvokeModelWithResponseStream with an explicit deny in a service control policy',
    'narrow-scope',
  ],
  [
    'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe)',
    'copy-policy',
  ],
  ['Model use case details have not been submitted for this account.', 'open-url'],
  ['Invocation of model ID anthropic.claude with on-demand throughput isn\u2019t supported.', 'edit-region'],
  ['The provided model identifier is invalid.', 'edit-region'],
  ['The security token included in the request is expired', 'sign-in'],
  ['The security token included in the request is invalid.', 'edit-credentials'],
  ['Signature expired: 20261122T100000Z is now earlier than 20261122T101500Z', 'adjust-clock'],
  ["This machine's clock is 700 s behind AWS.", 'adjust-clock'],
  [
    'User: arn:aws:iam::1:user/me is not authorized to perform: bedrock:InvokeModelWithResponseStream on resource: arn:aws:bedrock:us-east-1::foundation-model/x',
    'copy-policy',
  ],
  ['Too many tokens, please wait before trying again.', 'open-url'],
  ['No trusted TLS connection to bedrock.us-east-1.amazonaws.com:443 could be made.', 'edit-network'],
  ['The proxy proxy.example.com:3128 asked for a password, or refused the one it got (407).', 'edit-network'],
  ['AWS says regionAvailability NOT_AVAILABLE for anthropic.claude-haiku-4-5.', 'edit-region'],
  ['AWS says agreementAvailability PENDING for anthropic.claude-haiku-4-5.', 'retry'],
  ['AWS says agreementAvailability ERROR for anthropic.claude-haiku-4-5 (try later).', 'open-url'],
  ['AWS says entitlementAvailability NOT_AVAILABLE for anthropic.claude-haiku-4-5.', 'open-url'],
  ['AWS says authorizationStatus NOT_AUTHORIZED for anthropic.claude-haiku-4-5.', 'copy-policy'],
  ['127.0.0.1:1 refused the connection. Nothing listens there, or a firewall turns it away.', 'retry'],
];

describe('what AWS says', () => {
  for (const [said, kind] of SAYINGS) {
    it(`is explained, with a button: ${said.slice(0, 70)}`, () => {
      const { explanation, fix } = adviseOn(said, { region: 'eu-west-1' });
      expect(fix?.kind).toBe(kind);
      expect(explanation).toMatch(/[.!]$/);
      expect(`${explanation}${fix?.value}`).not.toContain('{');
    });
  }

  it('names the right that is missing where nothing else is known', () => {
    const advice = adviseOn('Nope.', { region: 'eu-west-1', iamAction: 'bedrock:ListInferenceProfiles' });
    expect(advice).toMatchObject({ fix: { kind: 'copy-policy', value: 'bedrock:ListInferenceProfiles' } });
  });

  it('opens only https addresses of AWS', () => {
    const urls = CHECK_ADVICE.filter(({ fix }) => fix.kind === 'open-url').map(({ fix }) => fix.value ?? '');
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) {
      expect(new URL(url.replaceAll('{region}', 'us-east-1')).hostname).toMatch(/\.aws\.amazon\.com$/);
    }
  });
});

describe('a refusal of the model', () => {
  const cases: readonly (readonly [NamedFault, string])[] = [
    ['scp-deny', 'narrow-scope'],
    ['marketplace', 'copy-policy'],
    ['use-case-form', 'open-url'],
  ];
  for (const [name, kind] of cases) {
    it(`is found by the check and leads to the right button: ${name}`, async () => {
      const services = await startServices();
      const token = await openSession(services.url, services.krouter.dashboardLink(60_000));
      const transport = createFetchTransport(services.url, token);
      await services.simulator.region('us-east-1').fault({ kind: 'named', name });
      const provider = bedrock(services.simulator, 'us-east-1');
      const { run } = await ask(transport, 'checks.start', { provider });
      await until(async () => (await ask(transport, 'checks.get', { run })).state === 'failed');
      const { steps } = await ask(transport, 'checks.get', { run });
      expect(steps.at(-1)).toMatchObject({ step: 'answer', state: 'failed', fix: { kind } });
      await services.close();
    });
  }
});
