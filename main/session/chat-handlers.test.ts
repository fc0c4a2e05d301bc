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
let handlers: ReturnType<typeof chatHandlers>;

beforeEach(() => {
  bench = featureBench();
  settings = defaultSettings;
  toOwnDevices = [];
  const account = {
    connection: { current: () => bench.session },
    features: {
      readSync: { displayed: (displayed: unknown) => void toOwnDevices.push(displayed) },
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

  it('that they have read a message; their own devices learn it all the same', () => {
    const displayed = { account: ann, peer: ben, archiveId: 'a1', stanzaId: 's1', mark: true };
    handlers['chat/displayed'](displayed);
    expect(bench.sent).toHaveLength(1);
    expect(bench.sent[0]).toContain('<displayed xmlns="urn:xmpp:chat-markers:0" id="s1"/>');
    settings = { ...settings, sendMarkers: false };
    handlers['chat/displayed'](displayed);
    expect(bench.sent).toHaveLength(1);
    expect(toOwnDevices).toEqual([
      { peer: ben, archiveId: 'a1' },
      { peer: ben, archiveId: 'a1' },
    ]);
  });

  it('that they have read what a stranger wrote', () => {
    const peer = bareJid('mallory@example.org');
    handlers['chat/displayed']({ account: ann, peer, stanzaId: 's1', mark: true });
    expect(bench.sent).toEqual([]);
  });
});
