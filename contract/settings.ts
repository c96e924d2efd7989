import { z } from 'zod';
import { configSchema } from './config.ts';

const { port, host, defaultMaxTokens, compression, prices, retentionDays, logLevel } = configSchema.shape;

/**
 * Settings the dashboard shows and changes. Providers and combos have calls of their own; the key is never sent. The
 * defaults are taken off, or a partial save would put every setting it leaves out back to its default.
 */
export const settingsSchema = z.strictObject({
  port: port.unwrap(),
  host: host.unwrap(),
  defaultMaxTokens: defaultMaxTokens.unwrap(),
  compression: compression.unwrap(),
  prices: prices.unwrap(),
  retentionDays: retentionDays.unwrap(),
  logLevel: logLevel.unwrap(),
});

const settingNameSchema = settingsSchema.keyof();

/** Settings as saved, and which of them wait for the next start. */
export const settingsViewSchema = settingsSchema.extend({ pending: z.array(settingNameSchema) });

export type Settings = z.infer<typeof settingsSchema>;
export type SettingName = z.infer<typeof settingNameSchema>;
export type SettingsView = z.infer<typeof settingsViewSchema>;
