/** A feature that becomes available, keeps the bodies that it receives, and lets a test wait for them. */
import { xml } from '@xmpp/xml';
import type { Feature, Hold, Session } from '../../xmpp/feature.ts';

export interface Conversation {
  readonly feature: Feature;
  readonly bodies: readonly string[];
  readonly hooks: readonly string[];
  /** Of the messages that were held (`holding`), in order. */
  readonly releases: readonly (() => void)[];
  /** Sends a chat message; resolves when the server has it. */
  say(to: string, body: string): Promise<void>;
  /** Resolves when the body has come (at once, if it has). */
  heard(body: string): Promise<void>;
}

export function conversation({ holding = false } = {}): Conversation {
  const bodies: string[] = [];
  const hooks: string[] = [];
  const releases: (() => void)[] = [];
  const waiting = new Map<string, () => void>();
  let session: Session | undefined;
  return {
    bodies,
    hooks,
    releases,
    feature: {
      name: 'conversation',
      online(begun) {
        session = begun;
        hooks.push('online');
        begun.send(xml('presence'));
      },
      resumed: () => void hooks.push('resumed'),
      offline: (ended) => void hooks.push(ended ? 'ended' : 'offline'),
      leaving: () => void hooks.push('leaving'),
      receive({ stanza, hold }) {
        const body = stanza.is('message') ? stanza.getChildText('body') : null;
        if (body === null) return false;
        if (holding) releases.push(storing(hold()));
        bodies.push(body);
        waiting.get(body)?.();
        return true;
      },
    },
    say: (to, body) =>
      new Promise((resolve) => session?.send(xml('message', { to, type: 'chat' }, xml('body', {}, body)), resolve)),
    heard: (body) =>
      new Promise((resolve) => {
        if (bodies.includes(body)) resolve();
        else waiting.set(body, resolve);
      }),
  };
}

/** As a page that stores at once. */
function storing(hold: Hold): () => void {
  return () => {
    hold.handOver();
    hold.release();
  };
}
