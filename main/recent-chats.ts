/**
 * The latest chats at the icon's menu. The system shows and keeps their names; what else it is given of a chat is a token
 * that only this file can read. It holds over a restart, as the menu is there while Kith is not.
 */
import { join } from 'node:path';
import * as v from 'valibot';
import { bareJidArg, ofAccount } from '../app/contract/define.ts';
import type { Route } from '../app/contract/settings.ts';
import type { BareJid } from '../app/jid.ts';
import { jsonFile } from './json-file.ts';
import { type Log, reasonOf } from './log.ts';
import type { RecentsPort } from './shell/shell.ts';

const keptChat = v.strictObject({ token: v.string(), ...ofAccount, peer: bareJidArg });
type KeptChat = v.InferOutput<typeof keptChat>;

export interface NamedChat {
  readonly account: BareJid;
  readonly peer: BareJid;
  readonly name: string;
}

export interface RecentChatsParts {
  readonly recents: RecentsPort;
  readonly dataDir: string;
  /** Whether the person wants their names seen there. */
  readonly wanted: () => boolean;
  /** What stands above them. */
  readonly title: () => string;
  readonly newToken: () => string;
  readonly onOpen: (route: Route) => void;
  readonly log: Log;
}

export interface RecentChats {
  /** Newest first. */
  update(chats: readonly NamedChat[]): void;
  /** The setting or the language changed. */
  refresh(): void;
  /** Goes to the chat that the token stands for; one that is not known (any more) leads nowhere. */
  open(token: string): void;
  stop(): void;
}

export async function createRecentChats(parts: RecentChatsParts): Promise<RecentChats> {
  const { recents, log } = parts;
  const file = jsonFile(join(parts.dataDir, 'recent-chats.json'), v.array(keptChat), [], log);
  let kept: readonly KeptChat[] = recents.available() ? await file.read() : [];
  /** Unknown until the page has told. */
  let named: readonly NamedChat[] | undefined;
  let shown: string | undefined;

  function keep(next: readonly KeptChat[]): void {
    if (JSON.stringify(next) === JSON.stringify(kept)) return;
    kept = next;
    file.write([...kept]).catch((error: unknown) => log.warn('recent chats not kept', { reason: reasonOf(error) }));
  }

  function refresh(): void {
    if (named === undefined || !recents.available()) return;
    const chats = parts.wanted() ? named : [];
    const tokens = chats.map(({ account, peer }): KeptChat => {
      const known = kept.find((each) => each.account === account && each.peer === peer);
      return known ?? { token: parts.newToken(), account, peer };
    });
    keep(tokens);
    const list = chats.map(({ name }, index) => ({ token: tokens[index]?.token ?? '', name }));
    const text = JSON.stringify([list, parts.title()]);
    if (text === shown) return;
    shown = text;
    recents.set(list, parts.title());
  }

  function open(token: string): void {
    const chat = kept.find((each) => each.token === token);
    if (chat !== undefined) parts.onOpen({ to: 'conversation', account: chat.account, peer: chat.peer });
  }

  const undo = recents.onChoose(open);
  return {
    update(chats) {
      named = chats;
      refresh();
    },
    refresh,
    open,
    stop: undo,
  };
}
