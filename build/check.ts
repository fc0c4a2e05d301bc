/** `npm run check`: types and lint, no tests. */
import { coreTypes, lint, types } from './stages.ts';

let failed = 0;
for (const stage of [types, coreTypes, lint]) failed += (await stage()).failed;
process.exitCode = failed === 0 ? 0 : 1;
