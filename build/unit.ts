/** `npm run test:unit -- [vitest's arguments]` */
import { withDesktop } from './desktop.ts';
import { unit } from './stages.ts';

const { failed } = await withDesktop(() => unit(process.argv.slice(2)));
process.exitCode = failed === 0 ? 0 : 1;
