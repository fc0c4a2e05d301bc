/** The demo's world, and what its people do beyond it so that every kind of thing is on the screens. */
import { DOMAIN, OWNER, STRANGER } from '../../build/demo/people.ts';
import { startWorld, type World } from '../../build/demo/world.ts';
import { type Peer, startPeer } from '../peers/index.ts';

/** Nobody asks by themself: the walk says when. */
const NEVER = 3_600_000;

export interface PopulatedWorld {
  readonly world: World;
  readonly me: string;
  /** Not in the contacts. */
  readonly stranger: Peer;
  /** A second device of a contact, who does as the walk says. */
  readonly friend: Peer;
  /** Somebody who comes to ask. */
  newcomer(user: string, words?: string): Promise<Peer>;
  end(): Promise<void>;
}

export const FRIEND = { user: 'felix', name: 'Felix Brandt' };

export async function populate(now: Date): Promise<PopulatedWorld> {
  const world = await startWorld(now, NEVER);
  const { server } = world;
  const me = `${OWNER}@${DOMAIN}`;
  const peers: Peer[] = [];
  async function signIn(user: string): Promise<Peer> {
    const peer = await startPeer({ server, user, password: user, resource: 'second' });
    peers.push(peer);
    return peer;
  }
  return {
    world,
    me,
    stranger: await signIn(STRANGER.user),
    friend: await signIn(FRIEND.user),
    async newcomer(user, words) {
      await server.addUser(user, user);
      const peer = await signIn(user);
      await peer.subscribe(me, words);
      return peer;
    },
    async end() {
      await Promise.allSettled(peers.map((peer) => peer.kill()));
      await world.end();
    },
  };
}

const EME = '<encryption xmlns="urn:xmpp:eme:0" namespace="eu.siacs.conversations.axolotl" name="OMEMO"/>';
const OMEMO =
  '<encrypted xmlns="eu.siacs.conversations.axolotl"><header sid="1"><iv>AA==</iv></header><payload>AA==</payload></encrypted>';
/** XEP-0249, as rooms' members send it. */
const INVITATION = `<x xmlns="jabber:x:conference" jid="readers@rooms.${DOMAIN}" reason="Come and read with us"/>`;

/** One message of every kind that a thread can show. */
export async function writeEveryKind(from: Peer, to: string): Promise<void> {
  await from.sendMessage(to, 'Hello Robin! Is this still your address?');
  await from.sendMessage(to, 'The timetable: https://www.example.org/ferries/timetable?from=north&to=south');
  await from.sendMessage(
    to,
    'This is how I read it:\n```\nfor (const ferry of ferries) {\n  print(ferry.leaves);\n}\n```',
  );
  await from.sendMessage(to, '⛴️🌊');
  await from.sendMessage(to, 'Long ago', { type: 'normal', subject: 'The ferry on Sunday' });
  await from.sendMessage(to, 'This message is OMEMO encrypted', { xml: [EME, OMEMO] });
  await from.sendMessage(to, undefined, { type: 'normal', xml: [INVITATION] });
  await from.sendMessage(to, 'The last ferry leaves at ten.', { type: 'headline', subject: 'Timetable changed' });
}

/** The words of all of them; whatever else a screen shows is Kith's own. */
export const WRITTEN = [
  'Hello Robin! Is this still your address?',
  'The timetable:',
  'https://www.example.org/ferries/timetable?from=north&to=south',
  'This is how I read it:',
  'for (const ferry of ferries) {',
  'print(ferry.leaves);',
  'Long ago',
  'The ferry on Sunday',
  'OMEMO',
  'Come and read with us',
  'The last ferry leaves at ten.',
  'Timetable changed',
];
