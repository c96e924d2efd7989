import { type CheckStep, failedStep } from '../../../core/check-step.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import { callAws } from '../call-aws.ts';
import { resolveEndpoint } from '../endpoints.ts';
import { explainFault } from '../faults/explain-fault.ts';
import { localEndpoint } from '../local-endpoint.ts';
import { readText } from '../read-text.ts';

const FORM = new TextEncoder().encode('Action=GetCallerIdentity&Version=2011-06-15');

/** Asks STS who the credentials belong to; the call needs no right at all, so a refusal means bad credentials. */
export async function checkIdentity(context: BedrockContext, stsEndpoint?: string): Promise<CheckStep> {
  const { config } = context;
  const { region } = config;
  const override = stsEndpoint ?? localEndpoint(config.endpoint);
  try {
    const outcome = await callAws(context, {
      method: 'POST',
      url: `${resolveEndpoint('sts', { region, fips: false, dualStack: false, override })}/`,
      region,
      service: 'sts',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: FORM,
    });
    if (!outcome.ok) throw explainFault(outcome.fault, { provider: config.id, region });
    return { name: 'identity', ok: true, detail: describe(await readText(outcome.response)) };
  } catch (error) {
    return failedStep('identity', error);
  }
}

/** XML as STS answers by default, or JSON. */
function describe(answer: string): string {
  const arn = /<Arn>([^<]{1,2048})<|"Arn"\s*:\s*"([^"]{1,2048})"/.exec(answer);
  return arn === null ? 'STS accepts the credentials.' : `Signed in as ${arn[1] ?? arn[2]}.`;
}
