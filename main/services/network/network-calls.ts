import type { NetworkConfig } from '../../../contract/config.ts';
import { AppError } from '../../core/app-error.ts';
import { proxySecretId } from '../../core/proxy-secret.ts';
import type { CaFacts } from '../../platform/ports/ca-reader.ts';
import type { HttpClient } from '../../platform/ports/http-client.ts';
import type { SecretStore } from '../../platform/ports/secrets.ts';
import { resolveEndpoint } from '../../providers/bedrock/endpoints.ts';
import type { Implementations } from '../implementations.ts';

export interface NetworkParts {
  readonly secrets: SecretStore;
  http(network: NetworkConfig): HttpClient;
  /** @throws AppError that says what is wrong with the file */
  readCaFile(path: string): readonly CaFacts[];
}

const USUAL_REGION = 'us-east-1';

/** Whether a proxy and a file of certificate authorities lead to AWS; tells what it found in words. */
export function createNetworkCalls(parts: NetworkParts): Implementations<'network.check'> {
  return {
    async 'network.check'({ network, region = USUAL_REGION, password }) {
      const { proxy, caFile } = network;
      if (proxy !== undefined && password !== undefined) {
        await parts.secrets.write(proxySecretId(proxy), { apiKey: password });
      }
      const file = caFile === undefined ? [] : describeFile(caFile, parts);
      const way = await reach(network, region, parts);
      return { ok: way.ok && file.every(({ ok }) => ok), findings: [...file, way].map(({ text }) => text) };
    },
  };
}

interface Finding {
  readonly ok: boolean;
  readonly text: string;
}

function describeFile(path: string, { readCaFile }: NetworkParts): readonly Finding[] {
  try {
    return readCaFile(path).map(({ subject, validTo, isOver }) => ({
      ok: !isOver,
      text: isOver
        ? `The certificate of ${subject} expired on ${validTo}. Ask for the present one.`
        : `The file trusts ${subject}, until ${validTo}.`,
    }));
  } catch (error) {
    if (error instanceof AppError) return [{ ok: false, text: error.message }];
    throw error;
  }
}

/** Any answer will do: it proves proxy, tunnel and certificate. */
async function reach(network: NetworkConfig, region: string, { http }: NetworkParts): Promise<Finding> {
  const url = `${resolveEndpoint('bedrock', { region, fips: false, dualStack: false })}/`;
  try {
    const response = await http(network).send({ method: 'GET', url, headers: {} });
    response.close();
    return { ok: true, text: `AWS answers in ${region}.` };
  } catch (error) {
    if (error instanceof AppError) return { ok: false, text: error.message };
    throw error;
  }
}
