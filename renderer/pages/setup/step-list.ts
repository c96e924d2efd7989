import type { WizardState } from '../../../contract/wizard.ts';

export type SetupStep = WizardState['step'];

interface StepEntry {
  readonly step: SetupStep;
  readonly title: string;
  readonly heading: string;
  readonly lead: string;
}

/** The wizard in its order. */
export const STEP_LIST: readonly StepEntry[] = [
  {
    step: 'sign-in',
    title: 'Sign in',
    heading: 'How do you sign in to AWS?',
    lead: 'Profiles and SSO stay where they are. Pasted keys go to the system keychain and nowhere else.',
  },
  {
    step: 'regions',
    title: 'Regions',
    heading: 'Where may requests go?',
    lead: 'The first region is asked first. The others stand in when it is slow, throttled or down.',
  },
  {
    step: 'checks',
    title: 'Checks',
    heading: 'Does it work?',
    lead: 'Every step really asks AWS. The last one asks a model for one word and costs a few tokens.',
  },
  {
    step: 'models',
    title: 'Models',
    heading: 'What you can ask for',
    lead: 'Apps use the name on the left. kRouter calls the id beside it, in the best region.',
  },
  {
    step: 'connect',
    title: 'Apps',
    heading: 'Connect an app',
    lead: 'You see every change before it is made. This can also be done later, on the Apps page.',
  },
  {
    step: 'summary',
    title: 'Summary',
    heading: 'Ready',
    lead: 'The smallest policy that allows what you chose, for you or for whoever manages the account.',
  },
];

export function stepIndex(step: SetupStep): number {
  return STEP_LIST.findIndex((entry) => entry.step === step);
}
