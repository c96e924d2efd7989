import type { IncomingHttpHeaders } from 'node:http';
import type { RecordedRequest } from '../region/recorded-request.ts';
import type { RegionState } from '../region/region-state.ts';
import type { Reply } from '../region/reply.ts';

/** A request that is authenticated and on its way to an operation. */
export interface Call {
  readonly state: RegionState;
  /** The id in the path, decoded once. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly record: RecordedRequest;
}

/** A service by the name its signatures are scoped to; nothing is signed for the two of Identity Center. */
export type SimulatedService = 'bedrock' | 'bedrock-mantle' | 'sts' | 'servicequotas' | 'sso-oidc' | 'sso';

/** One operation of the runtime, the control plane, STS, Service Quotas or Identity Center. */
export interface Operation {
  readonly name: string;
  readonly plane: 'runtime' | 'control';
  readonly service: SimulatedService;
  /** @throws AwsError */
  run(call: Call): Reply;
}
