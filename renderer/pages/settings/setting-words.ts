import type { SettingName } from '../../../contract/settings.ts';
import type { Option } from '../../components/control/select-field.tsx';

export const SETTING_NAMES: Record<SettingName, string> = {
  port: 'port',
  host: 'host',
  defaultMaxTokens: 'default output limit',
  compression: 'compression',
  prices: 'prices',
  retentionDays: 'how long requests are kept',
  logLevel: 'log level',
};

export const COMPRESSION_OPTIONS: readonly Option[] = [
  { value: 'off', label: 'Off' },
  { value: 'lossless', label: 'Lossless' },
  { value: 'compact', label: 'Compact' },
];

export const LOG_OPTIONS: readonly Option[] = [
  { value: 'debug', label: 'Debug' },
  { value: 'info', label: 'Info' },
  { value: 'warn', label: 'Warnings' },
  { value: 'error', label: 'Errors only' },
];
