/** From the start of the process until the first row is painted, in a folder that was used before. */
import { temporaryFolder } from '../server/process.ts';
import { startProsody } from '../server/prosody.ts';
import { type Bench, type Figure, inTurn } from './figure.ts';
import { timeToRow } from './launch.ts';
import { warmFolder } from './profile-folder.ts';
import { stagePrograms } from './stage.ts';

const SIZES = [10, 1_000, 10_000];
/** Where the first conversation, which is what a person sees first, is measured, too. */
const USUAL = 1_000;

export const start: Bench = {
  name: 'start',
  about: 'process start to first row, warm profile',
  async measure({ runs }) {
    const programs = await stagePrograms();
    const emptyFolder = temporaryFolder('bench-data');
    const empty = () => timeToRow(programs.empty, emptyFolder);
    await using server = await startProsody();
    const figures: Figure[] = [];
    for (const size of SIZES) {
      const folder = await warmFolder(server, size);
      const row = (program: string) => () => timeToRow(program, folder, ['--ca', server.ca]);
      const add = async (what: string, program: string) => {
        const times = await inTurn(runs, { kith: row(program), empty });
        const beside = [{ name: 'a row on an empty page in the same shell', runs: times.empty }];
        figures.push({ name: `${what} (${size} contacts)`, unit: 'ms', runs: times.kith, beside });
      };
      await add('first roster row', programs.kithAtContacts);
      await server.stop();
      await add('first roster row, server stopped', programs.kithAtContacts);
      if (size === USUAL) await add('first conversation, server stopped', programs.kith);
      await server.restart();
    }
    return figures;
  },
};
