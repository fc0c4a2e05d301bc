/** `npm run soak -- NAME …`: trouble for hours, each kind with its figures. Fails on anything lost, doubled or stuck. */
import { cpus, loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endPeers } from '../peers/index.ts';
import { soakCatchUp } from './catch-up.ts';
import { soakFaults } from './faults.ts';
import { soakFlood } from './flood.ts';
import { soakFuzz } from './fuzz.ts';
import { soakKill } from './kill.ts';
import { broken, type Finding, tableOf } from './report.ts';
import { soakStrangers } from './strangers.ts';

interface Wanted {
  readonly server: 'prosody' | 'ejabberd';
  readonly seed: number;
  /** Faults, kills, spoiled stanzas: how often the main thing happens. */
  readonly count: number | undefined;
  readonly messages: number | undefined;
  readonly profiles: string | undefined;
  /** ms. */
  readonly limit?: number;
  readonly say: (line: string) => void;
}

const SOAKS: Readonly<Record<string, (wanted: Wanted) => Promise<Finding[]>>> = {
  faults: ({ count = 1000, messages = 20 * count, ...rest }) => soakFaults({ faults: count, messages, ...rest }),
  kill: ({ count = 200, ...rest }) => soakKill({ kills: count, ...rest }),
  fuzz: ({ count = 100_000, ...rest }) => soakFuzz({ count, ...rest }),
  flood: ({ messages = 20_000, ...rest }) => soakFlood({ messages, ...rest }),
  strangers: ({ messages = 10_000, ...rest }) => soakStrangers({ messages, ...rest }),
  'catch-up': ({ messages = 100_000, ...rest }) => soakCatchUp({ messages, ...rest }),
};

const { values, positionals } = parseArgs({
  options: {
    faults: { type: 'string' },
    kills: { type: 'string' },
    stanzas: { type: 'string' },
    messages: { type: 'string' },
    seed: { type: 'string', default: '1' },
    server: { type: 'string', default: 'prosody' },
    profiles: { type: 'string' },
    minutes: { type: 'string' },
  },
  allowPositionals: true,
});
const numberOf = (text: string | undefined) => (text === undefined ? undefined : Number(text));
const { server } = values;
const unknown = positionals.find((name) => SOAKS[name] === undefined);
if (unknown !== undefined || positionals.length === 0 || (server !== 'prosody' && server !== 'ejabberd')) {
  console.error(`npm run soak -- ${Object.keys(SOAKS).join('|')} [--faults N] [--kills N] [--stanzas N]`);
  console.error('  [--messages N] [--seed N] [--server prosody|ejabberd] [--profiles FOLDER] [--minutes N]');
  process.exit(2);
}
const wanted: Wanted = {
  server,
  seed: Number(values.seed),
  count: numberOf(values.faults ?? values.kills ?? values.stanzas),
  messages: numberOf(values.messages),
  profiles: values.profiles === undefined ? undefined : resolve(values.profiles),
  ...(values.minutes === undefined ? {} : { limit: Number(values.minutes) * 60_000 }),
  say: (line) => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`),
};
let failed = 0;
try {
  for (const name of positionals) {
    const began = performance.now();
    const findings = (await SOAKS[name]?.(wanted)) ?? [];
    failed += broken(findings).length;
    const load = loadavg().map((each) => each.toFixed(1));
    console.log(`\n${name} (${server}, ${Math.round((performance.now() - began) / 1000)} s)\n${tableOf(findings)}`);
    console.log(`  load ${load.join(' ')} on ${cpus().length} processors of a shared machine`);
  }
} finally {
  await endPeers();
}
process.exit(failed === 0 ? 0 : 1);
