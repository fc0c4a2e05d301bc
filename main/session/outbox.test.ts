import { beforeEach, expect, it } from 'vitest';
import type { OutgoingMessage } from '../../app/chat/entry.ts';
import type { Session } from '../xmpp/feature.ts';
import { createMessages, type OwnMessages } from '../xmpp/messages.ts';
import { createRoster } from '../xmpp/roster.ts';
import { ann, ben, type FeatureBench, featureBench } from '../xmpp/testing/feature-bench.ts';
import { createOutbox, type Outbox } from './outbox.ts';

let bench: FeatureBench;
let outbox: Outbox;
let own: OwnMessages;
let acknowledge: (() => void)[];
let session: Session;

beforeEach(() => {
  bench = featureBench();
  acknowledge = [];
  session = {
    ...bench.session,
    send(stanza, acknowledged) {
      bench.session.send(stanza);
      if (acknowledged !== undefined) acknowledge.push(acknowledged);
    },
  };
  const messages = createMessages(bench.context, { roster: createRoster(bench.context) });
  outbox = createOutbox(bench.context, {
    messages: {
      ...messages,
      onOwn(listener) {
        own = listener;
      },
    },
    known: async () => true,
  });
});

const message = (originId: string, at = 0): OutgoingMessage => ({
  kind: 'message',
  account: ann,
  peer: ben,
  originId,
  type: 'chat',
  body: originId,
  at,
});
const sent = () => bench.sent.map((stanza) => /id="([^"]+)"/.exec(stanza)?.[1]);
const told = () => bench.durable.flatMap((event) => (event.type === 'chat/sent' ? [event.originId] : []));

it('sends at once, and says so when the server has it', async () => {
  await outbox.online?.(session);
  outbox.send(message('o1'));
  expect(sent()).toEqual(['o1']);
  expect(told()).toEqual([]);
  acknowledge[0]?.();
  expect(told()).toEqual(['o1']);
});

it('keeps what is written offline, with what an earlier run left, and sends it in the order of writing', async () => {
  outbox.send(message('o3', 3));
  bench.setCache({ outbox: [message('o1', 1), message('o2', 2), message('o3', 3)] });
  await outbox.online?.(session);
  expect(sent()).toEqual(['o1', 'o2', 'o3']);
});

it('sends under the same id what a lost session did not acknowledge, but not what the archive has', async () => {
  await outbox.online?.(session);
  outbox.send(message('o1', 1));
  outbox.send(message('o2', 2));
  outbox.offline?.(true);
  own.seen('o1');
  await outbox.online?.(session);
  expect(sent()).toEqual(['o1', 'o2', 'o2']);
  expect(told()).toEqual(['o1']);
});

it('does not send again what the page has not yet stored as sent', async () => {
  await outbox.online?.(session);
  outbox.send(message('o1'));
  acknowledge[0]?.();
  outbox.offline?.(true);
  bench.setCache({ outbox: [message('o1')] });
  await outbox.online?.(session);
  outbox.send(message('o1'));
  expect(sent()).toEqual(['o1']);
});

it('sends nothing twice when handed over twice', async () => {
  await outbox.online?.(session);
  outbox.send(message('o1'));
  outbox.send(message('o1'));
  expect(sent()).toEqual(['o1']);
});

it('sends again what came back, when the person says so, and takes no late acknowledgement for it', async () => {
  await outbox.online?.(session);
  outbox.send(message('o1'));
  own.failed('o1', ben);
  outbox.send(message('o1'));
  expect(sent()).toEqual(['o1', 'o1']);
  acknowledge[0]?.();
  expect(told()).toEqual([]);
  acknowledge[1]?.();
  expect(told()).toEqual(['o1']);
});
