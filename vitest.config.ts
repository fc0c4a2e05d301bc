import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'app/**/*.test.ts',
      'main/**/*.test.ts',
      'renderer/**/*.test.{ts,tsx}',
      'build/**/*.test.ts',
      'e2e/**/*.test.ts',
    ],
    // Real servers start in some of them, on machines with two cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    // As in playwright.config.ts.
    retry: process.env.CI === undefined ? 0 : 1,
  },
});
