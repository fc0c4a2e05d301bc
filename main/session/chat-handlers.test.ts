import { beforeEach, describe, expect, it } from 'vitest';
import { bareJid } from '../../app/jid.ts';
import type { RosterItem } from '../../app/roster/item.ts';
import { defaultSettings, type Settings } from '../../app/settings/settings.ts';
import type { Kith } from '../kith-parts.ts';
import { ann, ben, type FeatureBench, featureBench } from '../xmpp/testing/feature-bench.ts';
import { chatHandlers } from './chat-handlers.ts';

const contact: RosterItem = { jid: ben, groups: [], subscription: 'both', asking: false, approved: false };
let bench: FeatureBench;
let settings: Settings;
let toOwnDevices: unknown[];
let phase: string;
let handlers: ReturnType<typeof chatHandlers>;

beforeEach(() => {
  bench = featureBench();
  settings = defaultSettings;
  toOwnDevices = [];
  phase = 'online';
  const account = {
    connection: { current: () => bench.session, state: () => ({ phase }) },
    features: {
      readSync: {
        async displayed(displayed: unknown) {
          toOwnDevices.push(displayed);
          return phase === 'online';
        },
      },
      roster: { item: (jid: string) => (jid === ben ? contact : undefined) },
    },
  };
  const parts = { accounts: { get: () => account }, settings: { current: () => settings } };
  handlers = chatHandlers(parts as unknown as Kith);
});

describe('what a person does not want to tell does not leave main, whatever the page asks for', () => {
  it('that they are typing', () => {
    handlers['chat/typing']({ account: ann, peer: ben, state: 'composing' });
    expect(bench.sent).toHaveLength(1);
    expect(bench.sent[0]).toContain('<composing xmlns="http://jabber.org/protocol/chatstates"/>');
    settings = { ...settings, sendTyping: false };
    for (const state of ['composing', 'paused', 'active'] as const) {
      handlers['chat/typing']({ account: ann, peer: ben, state });
    }
    expect(bench.sent).toHaveLength(1);
  });

  it('that they have read a message; their own devices learn it all the same', async () => {
    const displayed = { account: ann, peer: ben, archiveId: 'a1', stanzaId: 's1' };
    await handlers['chat/displayed'](displayed);
    expect(bench.sent).toHaveLength(1);
    expect(bench.sent[0]).toContain('<displayed xmlns="urn:xmpp:chat-markers:0" id="s1"/>');
    settings = { ...settings, sendMarkers: false };
    expect(await handlers['chat/displayed'](displayed)).toEqual({ devices: true, author: true });
    expect(bench.sent).toHaveLength(1);
    expect(toOwnDevices).toEqual([
      { peer: ben, archiveId: 'a1' },
      { peer: ben, archiveId: 'a1' },
    ]);
  });

  it('that they have read what a stranger wrote', async () => {
    const peer = bareJid('mallory@example.org');
    const answer = await handlers['chat/displayed']({ account: ann, peer, stanzaId: 's1' });
    expect([answer, bench.sent]).toEqual([{ devices: true, author: true }, []]);
  });

  it('before it is known who stands in the roster; the page says it again then', async () => {
    phase = 'connecting';
    const displayed = { account: ann, peer: ben, archiveId: 'a1', stanzaId: 's1' };
    expect(await handlers['chat/displayed'](displayed)).toEqual({ devices: false, author: false });
    expect(bench.sent).toEqual([]);
  });
});
