import { type CheckStep, failedStep } from '../../../core/check-step.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import { resolveEndpoint } from '../endpoints.ts';

/** AWS refuses signatures that are more than five minutes off. */
const TOLERANCE_MS = 4 * 60_000;

/** Compares this machine's clock with the `Date` of an unsigned request, which also proves that the endpoint answers. */
export async function checkClock({ config, http, clock }: BedrockContext): Promise<CheckStep> {
  const { region, fips, dualStack } = config;
  const override = config.endpoints?.control ?? config.endpoint;
  try {
    const base = resolveEndpoint('bedrock', { region, fips, dualStack, override });
    const response = await http.send({ method: 'GET', url: `${base}/`, headers: {} });
    response.close();
    return judge(Date.parse(response.headers['date'] ?? '') - clock.now());
  } catch (error) {
    return { ...failedStep('clock', error), isFatal: true };
  }
}

function judge(offsetMs: number): CheckStep {
  const name = 'clock';
  if (Number.isNaN(offsetMs))
    return { name, ok: true, detail: 'The endpoint answers, but does not tell its time.' };
  const seconds = Math.round(offsetMs / 1000);
  if (Math.abs(offsetMs) <= TOLERANCE_MS)
    return { name, ok: true, detail: `The clock is right (${Math.abs(seconds)} s off).` };
  return {
    name,
    ok: false,
    detail: `This machine's clock is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} AWS.`,
    fix: "Turn on automatic time. kRouter signs with AWS's time meanwhile.",
  };
}
