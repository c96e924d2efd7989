import type { Option } from '../../components/control/select-field.tsx';

export const SCOPE_OPTIONS: readonly Option[] = [
  { value: 'in-region', label: 'This region only' },
  { value: 'geo', label: 'Its geography' },
  { value: 'global', label: 'Worldwide' },
];

export const RESIDENCY_OPTIONS: readonly Option[] = [
  { value: '', label: 'Not limited' },
  { value: 'us', label: 'United States' },
  { value: 'eu', label: 'European Union' },
  { value: 'jp', label: 'Japan' },
  { value: 'au', label: 'Australia' },
  { value: 'apac', label: 'Asia Pacific' },
  { value: 'ca', label: 'Canada' },
  { value: 'us-gov', label: 'AWS GovCloud (US)' },
];
