/** `npm run bench -- [NAME …] [--runs N] [--json FILE] [--profiles FOLDER]`; nothing here fails because it is slow. */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, release } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { endPeers } from '../peers/index.ts';
import { commits } from './commits.ts';
import type { Bench } from './figure.ts';
import { incoming } from './incoming.ts';
import { memory } from './memory.ts';
import { online } from './online.ts';
import { roundTrip } from './round-trip.ts';
import { start } from './start.ts';
import { jsonOf, type Report, tableOf } from './table.ts';

const BENCHES: readonly Bench[] = [start, online, roundTrip, incoming, commits, memory];

const { values, positionals } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, json: { type: 'string' }, profiles: { type: 'string' } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !BENCHES.some((bench) => bench.name === name));
const runs = Number(values.runs);
if (unknown !== undefined || !Number.isInteger(runs) || runs < 1) {
  console.error(
    unknown === undefined ? '--runs needs a number from 1 on' : `there is no bench '${unknown}'; there are:`,
  );
  for (const { name, about } of BENCHES) console.error(`  ${name.padEnd(12)}${about}`);
  process.exit(2);
}
const profiles = values.profiles === undefined ? undefined : resolve(values.profiles);
if (profiles !== undefined) await mkdir(profiles, { recursive: true });

const machine = {
  at: new Date().toISOString(),
  system: `${process.platform} ${release()}`,
  processors: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
  node: process.version,
  /** What else the machine was busy with at the start: processes, on average of 1, 5 and 15 minutes. */
  load: loadavg(),
};
const reports: Report[] = [];
try {
  for (const bench of BENCHES) {
    if (positionals.length > 0 && !positionals.includes(bench.name)) continue;
    console.log(`bench: ${bench.name} (${bench.about})`);
    reports.push({ bench: bench.name, figures: await bench.measure({ runs, profiles }) });
  }
} finally {
  await endPeers();
}
console.log(`\n${tableOf(reports)}\n\n${Object.values(machine).flat().join(', ')}`);
if (values.json !== undefined) await writeFile(values.json, jsonOf(reports, machine));
