import { AwsError, validationError } from '../aws-error.ts';
import { converse } from '../converse/converse.ts';
import { converseStream } from '../converse/converse-stream.ts';
import { countMessageTokens, createMessage } from '../mantle/mantle-operations.ts';
import { answerDevicePage, showDevicePage } from '../sso/device-page.ts';
import { createToken, registerClient, startDeviceAuthorization } from '../sso/oidc-operations.ts';
import { getRoleCredentials, listAccountRoles, listAccounts, logout } from '../sso/portal-operations.ts';
import { countTokens } from './count-tokens.ts';
import { getCallerIdentity } from './get-caller-identity.ts';
import { getFoundationModel } from './get-foundation-model.ts';
import { getFoundationModelAvailability } from './get-model-availability.ts';
import { getUseCaseForModelAccess } from './get-use-case.ts';
import { getInferenceProfile, listInferenceProfiles } from './inference-profiles.ts';
import { invokeModel } from './invoke-model.ts';
import { invokeModelWithResponseStream } from './invoke-model-stream.ts';
import { listFoundationModels } from './list-foundation-models.ts';
import { listProvisionedModelThroughputs } from './list-provisioned-throughputs.ts';
import { listServiceQuotas } from './list-service-quotas.ts';
import type { Operation } from './operation.ts';

/** An operation and the id its path carries, still encoded as on the wire. */
export interface Route {
  readonly operation: Operation;
  readonly encodedId: string;
}

/** `*` stands for one path segment: an id whose slashes are not encoded matches nothing. */
const ROUTES: readonly (readonly [method: string, path: string, operation: Operation])[] = [
  ['POST', '/model/*/invoke', invokeModel],
  ['POST', '/model/*/invoke-with-response-stream', invokeModelWithResponseStream],
  ['POST', '/model/*/converse', converse],
  ['POST', '/model/*/converse-stream', converseStream],
  ['POST', '/model/*/count-tokens', countTokens],
  ['POST', '/anthropic/v1/messages', createMessage],
  ['POST', '/anthropic/v1/messages/count_tokens', countMessageTokens],
  ['GET', '/foundation-models', listFoundationModels],
  ['GET', '/foundation-models/*', getFoundationModel],
  ['GET', '/inference-profiles', listInferenceProfiles],
  ['GET', '/inference-profiles/*', getInferenceProfile],
  ['GET', '/foundation-model-availability/*', getFoundationModelAvailability],
  ['GET', '/use-case-for-model-access', getUseCaseForModelAccess],
  ['GET', '/provisioned-model-throughputs', listProvisionedModelThroughputs],
  ['POST', '/', getCallerIdentity],
  ['POST', '/client/register', registerClient],
  ['POST', '/device_authorization', startDeviceAuthorization],
  ['POST', '/token', createToken],
  ['GET', '/device', showDevicePage],
  ['POST', '/device', answerDevicePage],
  ['GET', '/assignment/accounts', listAccounts],
  ['GET', '/assignment/roles', listAccountRoles],
  ['GET', '/federation/credentials', getRoleCredentials],
  ['POST', '/logout', logout],
];

const TABLE = ROUTES.map(([method, path, operation]) => ({ method, segments: path.split('/'), operation }));

/** Operations of Service Quotas share one path and are told apart by `x-amz-target`. */
const QUOTAS_TARGET = 'ServiceQuotasV20190624.';

/** Finds the operation a request is for. @throws AwsError UnknownOperationException. */
export function routeOperation(method: string, path: string, target = ''): Route {
  if (method === 'POST' && path === '/' && target.startsWith(QUOTAS_TARGET)) {
    if (target === `${QUOTAS_TARGET}ListServiceQuotas`)
      return { operation: listServiceQuotas, encodedId: '' };
    throw new AwsError('UnknownOperationException');
  }
  const segments = path.split('/');
  for (const route of TABLE) {
    if (route.method !== method || route.segments.length !== segments.length) continue;
    if (!route.segments.every((segment, at) => segment === '*' || segment === segments[at])) continue;
    const at = route.segments.indexOf('*');
    const encodedId = at < 0 ? '' : (segments[at] ?? '');
    return { operation: route.operation, encodedId };
  }
  throw new AwsError('UnknownOperationException');
}

/** Decodes the id of a path once. @throws AwsError ValidationException when it is not well encoded. */
export function decodeId(encodedId: string): string {
  try {
    return decodeURIComponent(encodedId);
  } catch {
    throw validationError('The provided model identifier is invalid.');
  }
}
