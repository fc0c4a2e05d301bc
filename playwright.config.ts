import { defineConfig } from '@playwright/test';
import { shellsHere } from './build/shells.ts';

/** One project for each shell that is here; its name tells the fixture which one to start. */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Each test has a server, a window and a peer of its own; the machine that proves it has two cores.
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // CI shares its machine with whatever runs beside it; elsewhere what fails once has failed.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  projects: shellsHere().map((shell) => ({ name: shell.name })),
});
