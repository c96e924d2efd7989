import type { BedrockProviderConfig } from '../../../contract/config.ts';
import { goTo } from '../../state/route.ts';
import { changeSetup, isPlanned, loadSetup, pointTo } from './setup-state.ts';

type Place = 'credentials' | 'scope' | 'add-region' | 'network';

/** Opens the wizard where a setting of this provider is; one that is in use already is planned anew with all it has. */
export function openWizardAt(place: Place, provider: BedrockProviderConfig): void {
  const step = place === 'credentials' ? 'sign-in' : 'regions';
  pointTo(place === 'scope' ? `scope ${provider.id}` : place);
  if (isPlanned(provider.id)) changeSetup({ step });
  else loadSetup({ step, providers: [provider], credentials: provider.credentials, simulated: false });
  goTo('setup');
}
