/** A server with people on it, who came into being for this demo and are gone after it. */
import { publishPicture } from '../../e2e/peer-picture.ts';
import { type Peer, startPeer } from '../../e2e/peers/index.ts';
import { type ArchivedMessage, type ProsodyServer, startProsody } from '../../e2e/server/index.ts';
import { CONVERSATIONS, stamp } from './conversations.ts';
import { paint } from './landscape.ts';
import { ANSWERS, ANSWERS_ALWAYS, DOMAIN, OWNER, PEOPLE, STRANGER } from './people.ts';

/** Long enough to see that somebody is typing. */
const TYPING = 1_400;

export interface World {
  readonly server: ProsodyServer;
  /** Bare JID of the one whose Kith it is, and the password. */
  readonly owner: { readonly address: string; readonly password: string };
  end(): Promise<void>;
}

const address = (user: string): string => `${user}@${DOMAIN}`;

function archive(now: Date): ArchivedMessage[] {
  return CONVERSATIONS.flatMap(({ with: user, lines }) =>
    lines.map((line) => ({
      with: address(user),
      from: line.mine ? `${address(OWNER)}/phone` : `${address(user)}/phone`,
      to: address(line.mine ? user : OWNER),
      body: line.body,
      at: stamp(line, now),
    })),
  ).sort((one, other) => one.at - other.at);
}

/** Reads, types and answers, one message after the other. */
function answerEverything(peer: Peer, wait: (ms: number) => Promise<void>): () => void {
  let ended = false;
  async function run(): Promise<void> {
    for (let turn = 0, since = 0; !ended; turn += 1) {
      const message = await peer.waitFor('message', (stanza) => stanza.getChildText('body') !== null, {
        since,
        deadline: Number.POSITIVE_INFINITY,
      });
      since = peer.received.indexOf(message) + 1;
      const from = message.attrs.from;
      if (from === undefined) continue;
      if (message.getChild('markable') !== undefined && message.attrs.id !== undefined) {
        await peer.sendMarker(from, message.attrs.id, 'displayed');
      }
      await peer.sendChatState(from, 'composing');
      await wait(TYPING);
      await peer.sendMessage(from, ANSWERS[turn % ANSWERS.length] ?? '', {
        xml: ['<active xmlns="http://jabber.org/protocol/chatstates"/>'],
      });
    }
  }
  run().catch((error: unknown) => {
    if (!ended) console.error(`kith demo: ${peer.jid} stopped answering: ${String(error)}`);
  });
  return () => {
    ended = true;
  };
}

/** `requestAfter`: ms between the owner's coming online and the friend request. */
export async function startWorld(now: Date, requestAfter = 10_000): Promise<World> {
  const server = await startProsody({ domain: DOMAIN });
  const password = 'not a secret';
  await server.addUser(OWNER, password);
  await server.seedFriends(
    OWNER,
    PEOPLE.map(({ user, name, groups }) => ({ jid: address(user), name, groups })),
  );
  await server.seedArchive(OWNER, archive(now));
  await server.addUser(STRANGER.user, STRANGER.user);

  const peers: Peer[] = [];
  const undo: (() => void)[] = [];
  const timers = new Set<NodeJS.Timeout>();
  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(() => {
        timers.delete(timer);
        resolve();
      }, ms);
      timers.add(timer);
    });

  for (const { user, online, picture } of PEOPLE) {
    if (online === undefined) continue;
    const peer = await startPeer({ server, user, password: user, resource: online.resource, presence: false });
    if (picture !== undefined) await publishPicture(peer, paint(picture));
    await peer.presence(online);
    peers.push(peer);
    if (user === ANSWERS_ALWAYS) undo.push(answerEverything(peer, wait));
  }
  const stranger = await startPeer({ server, user: STRANGER.user, password: STRANGER.user, resource: 'phone' });
  peers.push(stranger);
  // The start is when the owner comes online, which everybody who is online sees.
  const first = peers[0];
  void first
    ?.waitFor('presence', (stanza) => stanza.attrs.from?.startsWith(`${address(OWNER)}/`) === true, {
      deadline: Number.POSITIVE_INFINITY,
    })
    .then(() => wait(requestAfter))
    .then(() => stranger.subscribe(address(OWNER), STRANGER.words))
    .catch((error: unknown) => console.error(`kith demo: no request: ${String(error)}`));

  return {
    server,
    owner: { address: address(OWNER), password },
    async end() {
      for (const stop of undo) stop();
      for (const timer of timers) clearTimeout(timer);
      await Promise.allSettled(peers.map((peer) => peer.kill()));
      await server.dispose();
    },
  };
}
