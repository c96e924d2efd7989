import { smallestModel } from '../../../core/ask-one-word.ts';
import { type CheckStep, failedStep } from '../../../core/check-step.ts';
import { isJsonObject, type JsonObject, parseJsonObject } from '../../../core/json.ts';
import type { BedrockContext } from '../bedrock-context.ts';
import type { BedrockProvider } from '../bedrock-provider.ts';
import { type AwsOutcome, callAws } from '../call-aws.ts';
import { resolveEndpoint } from '../endpoints.ts';
import { explainFault } from '../faults/explain-fault.ts';
import { encodeSegment } from '../model-path.ts';
import { readText } from '../read-text.ts';

const AVAILABILITY = 'bedrock:GetFoundationModelAvailability';

/** Whether the account may use the model: agreement, authorization, entitlement, region, and Anthropic's form. */
export async function checkAccess(provider: BedrockProvider, name: string | undefined): Promise<CheckStep> {
  try {
    const model = name === undefined ? smallestModel(await provider.list()) : await provider.resolve(name);
    if (model === undefined) return { name: 'access', ok: false, detail: 'The region offers no such model.' };
    const { context } = provider;
    const outcome = await ask(context, `/foundation-model-availability/${encodeSegment(model.baseId)}`);
    if (!outcome.ok) throw explainFault(outcome.fault, { provider: provider.id, region: provider.region });
    const states = parseJsonObject(await readText(outcome.response)) ?? {};
    const closed = closedDoor(states, model.baseId);
    return closed ?? (await checkForm(context, model.baseId));
  } catch (error) {
    return failedStep('access', error, AVAILABILITY);
  }
}

/** The first of the four doors that is not open, in the order in which they have to be opened. */
function closedDoor(states: JsonObject, model: string): CheckStep | undefined {
  const agreement = isJsonObject(states['agreementAvailability']) ? states['agreementAvailability'] : {};
  const doors = [
    ['regionAvailability', states['regionAvailability'], 'AVAILABLE'],
    ['entitlementAvailability', states['entitlementAvailability'], 'AVAILABLE'],
    ['agreementAvailability', agreement['status'], 'AVAILABLE'],
    ['authorizationStatus', states['authorizationStatus'], 'AUTHORIZED'],
  ] as const;
  const closed = doors.find(([, state, open]) => typeof state === 'string' && state !== open);
  if (closed === undefined) return undefined;
  const [door, state] = closed;
  const reason = door === 'agreementAvailability' ? agreement['errorMessage'] : undefined;
  const why = typeof reason === 'string' && reason !== '' ? ` (${reason})` : '';
  return {
    name: 'access',
    ok: false,
    detail: `AWS says ${door} ${String(state)} for ${model}${why}.`,
    iamAction: ACTIONS[door],
  };
}

/** The right that opens the door, where it is one. */
const ACTIONS = {
  regionAvailability: undefined,
  entitlementAvailability: 'aws-marketplace:Subscribe',
  agreementAvailability: 'aws-marketplace:Subscribe',
  authorizationStatus: 'bedrock:InvokeModelWithResponseStream',
} as const;

/** The form is asked for once per account. Without the right to look, only the answer can tell. */
async function checkForm(context: BedrockContext, model: string): Promise<CheckStep> {
  const open = { name: 'access', ok: true, iamAction: AVAILABILITY } as const;
  const outcome = await ask(context, '/use-case-for-model-access');
  if (outcome.ok) {
    outcome.response.close();
    return { ...open, detail: `The account may use ${model}; Anthropic's use-case form is filled in.` };
  }
  const { status, message, requestId } = outcome.fault;
  if (status !== 404) return { ...open, detail: `The account may use ${model}.` };
  return {
    name: 'access',
    ok: false,
    detail: `Anthropic's use-case form has not been filled in for this account. AWS says: ${message}`,
    requestId,
  };
}

function ask(context: BedrockContext, path: string): Promise<AwsOutcome> {
  const { region, fips, dualStack, endpoint, endpoints } = context.config;
  const override = endpoints?.control ?? endpoint;
  const base = resolveEndpoint('bedrock', { region, fips, dualStack, override });
  return callAws(context, { method: 'GET', url: base + path, region });
}
