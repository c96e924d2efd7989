import { z } from 'zod';
import { type ProviderConfig, providerSchema } from './config.ts';

/** What the schema of a kind of provider sets by itself, member by member; what must be given is not among it. */
export function providerDefaults(type: ProviderConfig['type']): Readonly<Record<string, unknown>> {
  const option = providerSchema.options.find(({ shape }) => shape.type.value === type);
  return Object.fromEntries(
    Object.entries(option?.shape ?? {}).flatMap(([name, schema]) => {
      const value = schema instanceof z.ZodType ? schema.safeParse(undefined).data : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
