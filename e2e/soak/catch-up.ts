/**
 * A hundred thousand messages that were missed: how fast they come into the database, beside the server's own time for the
 * same pages, read by a client that throws them away. Prosody keeps this archive in memory: its usual storage reads the
 * whole file for every page, and would be all that is measured.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startSignedIn } from '../bench/signed-in.ts';
import { startProsody } from '../server/index.ts';
import { temporaryFolder } from '../server/process.ts';
import { connectBare } from './bare-client.ts';
import { type FloodOptions, profile } from './flood.ts';
import { becomes } from './phases.ts';
import { type Finding, figure, must } from './report.ts';
import { watchSmoothness } from './smoothness.ts';

/** Fills an account's archive when that account asks for it. */
const FILL = `
local st = require "util.stanza";
local archive = module:open_store("archive", "archive");
module:hook("iq-set/self/urn:kith:fill:query", function (event)
	local origin, stanza = event.origin, event.stanza;
	local count = tonumber(stanza.tags[1].attr.count);
	local now = os.time();
	local account = origin.username.."@"..origin.host;
	for n = 1, count do
		local with = "friend-"..(n % 50).."@"..origin.host;
		local message = st.message({ from = with.."/phone", to = account, type = "chat", id = "m"..n }):text_tag("body", "Number "..n.." Привет 😀 and some more words");
		archive:append(origin.username, nil, message, now - count + n, with);
	end
	origin.send(st.reply(stanza));
	return true;
end);
`;

export async function soakCatchUp({ messages, profiles, say }: FloodOptions): Promise<Finding[]> {
  const modules = temporaryFolder('soak-modules');
  await writeFile(join(modules, 'mod_kith_fill.lua'), FILL);
  const lines = [
    'modules_enabled = { "kith_fill" }',
    'storage = { archive = "memory" }',
    'max_archive_query_results = 250',
    'storage_archive_item_limit = 1000000',
  ];
  await using server = await startProsody({ pluginFolder: modules, configuration: lines.join('\n') });
  await server.addUser('ann', 'secret');
  const ann = `ann@${server.domain}`;
  await using bare = await connectBare({ server, user: 'ann', password: 'secret' });
  const fill = async (count: number) => {
    await bare.write(`<iq type='set' id='fill-${count}'><query xmlns='urn:kith:fill' count='${count}'/></iq>`);
    const [answer] = await bare.read(new RegExp(`<iq [^>]*fill-${count}[^>]*>`), 300_000);
    if (!/type=["']result/.test(answer)) throw new Error(`${answer}\n${server.log().slice(-3000)}`);
  };
  await fill(1);
  const app = await startSignedIn({ server, user: 'ann', password: 'secret' }, { keep: 'file' });
  try {
    await becomes(async () => (await app.rows('entries')).length === 1, 20_000, 200);
    let shown = 0;
    let began = 0;
    await app.quit();
    say(`filling the archive with ${messages}`);
    await fill(messages);

    // The same pages, thrown away, before and after: what the server and the wire take.
    const pagesAlone = async () => {
      const began = performance.now();
      let after: string | undefined;
      let read = 0;
      for (;;) {
        const page = await bare.page(250, after);
        read += page.results.length;
        if (page.complete || page.last === undefined) break;
        after = page.last;
      }
      return { read, ms: performance.now() - began };
    };
    const before = await pagesAlone();
    say(`the bare client read ${before.read} in ${Math.round(before.ms)} ms`);

    began = performance.now();
    await app.restart();
    const smooth = await watchSmoothness(app.page);
    const profiled = await profile(app, profiles, 'catch-up');
    const count = () =>
      app.page.evaluate(
        () =>
          new Promise<number>((resolve) => {
            const opening = indexedDB.open('kith');
            opening.onsuccess = () => {
              const request = opening.result.transaction('entries').objectStore('entries').count();
              request.onsuccess = () => {
                opening.result.close();
                resolve(request.result);
              };
            };
          }),
      );
    const done = await becomes(
      async () => {
        shown = await count();
        return shown >= messages + 1;
      },
      Math.max(120_000, messages * 30),
      500,
    );
    const ms = performance.now() - began;
    await profiled();
    const felt = await smooth();
    const after = await pagesAlone();
    const alone = (before.ms + after.ms) / 2;
    const online = /"connection" account="[^"]*" phase="online"/.test(app.log());
    return [
      figure('messages in the archive', messages),
      must('messages that are not in the database', messages + 1 - shown),
      must('not done in time', done && online ? 0 : 1),
      figure('messages a second into the database (with the start)', Math.round((messages * 1000) / ms)),
      figure('messages a second, read and thrown away', Math.round((messages * 1000) / alone)),
      figure('times the server’s own time for the pages', (ms / alone).toFixed(2)),
      figure(
        'longest task ms: processor / clock, and those over 50 ms',
        `${Math.round(felt.busiest)} / ${Math.round(felt.longest)}, ${felt.longTasks}`,
      ),
      figure('frames dropped / drawn', `${felt.dropped} / ${felt.frames}`),
      figure('account', ann),
    ];
  } finally {
    await app.dispose();
  }
}
