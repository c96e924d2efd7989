import { defineConfig } from 'vitest/config';

/** Suites that drive whole programs or watch the clock: one file at a time, after all others. */
const WHOLE = [
  'test/{e2e,desktop,renderer,simulator}/**/*.test.ts',
  'test/platform/{keychain,ledger-store}/**/*.test.ts',
  'test/http/{drain,stream,stall,abort,limits}*.test.ts',
];
const EVERYTHING = 'test/**/*.test.ts';
const limits = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'parts',
          include: [EVERYTHING],
          exclude: WHOLE,
          pool: 'threads',
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          ...limits,
          name: 'whole',
          include: WHOLE,
          pool: 'forks',
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
