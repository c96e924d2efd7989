import { type BedrockProviderConfig, bedrockProviderSchema } from '../contract/config.ts';
import type { SecretStore } from './platform/ports/secrets.ts';
import type { Simulation } from './services/wizard/simulation.ts';
import { demoCredentials } from './simulator/demo-credentials.ts';
import type { Simulator } from './simulator/start-simulator.ts';

const REGIONS = ['us-east-1', 'us-west-2'] as const;
const PREFIX = 'simulated-';
/** Slow enough to see the words come, fast enough not to wait for them. */
const TOKEN_DELAY_MS = 12;

/** Simulated regions for the wizard; loaded and started when first asked for. */
export function createSimulation(): Simulation {
  let starting: Promise<Simulator> | undefined;
  let isRunning = false;
  return {
    get isRunning() {
      return isRunning;
    },
    async start() {
      starting ??= startRegions();
      const simulator = await starting;
      isRunning = true;
      return REGIONS.map((region) => providerOf(region, simulator.region(region).endpoint));
    },
    async stop() {
      const simulator = await starting;
      starting = undefined;
      isRunning = false;
      await simulator?.close();
    },
  };
}

async function startRegions(): Promise<Simulator> {
  const { startSimulator } = await import('./simulator/start-simulator.ts');
  return startSimulator({ regions: REGIONS, accessKeys: [demoCredentials], tokenDelayMs: TOKEN_DELAY_MS });
}

function providerOf(region: string, endpoint: string): BedrockProviderConfig {
  const id = `${PREFIX}${region}`;
  return bedrockProviderSchema.parse({
    id,
    type: 'bedrock',
    region,
    endpoint,
    credentials: { source: 'keychain' },
  });
}

/** The store, with the simulator's published keys for simulated providers: they never come into the keychain. */
export function withSimulatedSecrets(store: SecretStore, simulation: Simulation): SecretStore {
  const isSimulated = (id: string) => simulation.isRunning && id.startsWith(PREFIX);
  const keys = { ...demoCredentials, apiKey: undefined };
  return {
    get place() {
      return store.place;
    },
    read: async (id, field) => (isSimulated(id) ? keys[field] : store.read(id, field)),
    state: async (id) => (isSimulated(id) ? 'present' : store.state(id)),
    write: (id, secrets) => store.write(id, secrets),
    remove: async (id) => (isSimulated(id) ? undefined : store.remove(id)),
  };
}
