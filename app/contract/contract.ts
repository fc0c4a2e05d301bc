/** The contract between the two sides: every command, every event. Each feature owns its slice. */
import { type AccountDurable, type AccountEvent, accountCommands } from './account.ts';
import { type AvatarDurable, avatarCommands } from './avatars.ts';
import { type ChatDurable, type ChatEvent, chatCommands } from './chat.ts';
import type { ArgsOf, ResultOf } from './define.ts';
import { diagnosticsCommands } from './diagnostics.ts';
import { networkCommands } from './network.ts';
import { type NoticeEvent, noticeCommands } from './notices.ts';
import { type RequestDurable, type RequestEvent, requestCommands } from './requests.ts';
import { type RosterDurable, type RosterEvent, rosterCommands } from './roster.ts';
import { type DesktopEvent, desktopCommands, type SettingsEvent, settingsCommands } from './settings.ts';
import { storageCommands } from './storage.ts';
import { type SyncDurable, type SyncEvent, syncCommands } from './sync.ts';
import { type UpdateEvent, updateCommands } from './updates.ts';

export const commands = {
  ...accountCommands,
  ...rosterCommands,
  ...requestCommands,
  ...chatCommands,
  ...avatarCommands,
  ...settingsCommands,
  ...desktopCommands,
  ...networkCommands,
  ...noticeCommands,
  ...storageCommands,
  ...diagnosticsCommands,
  ...syncCommands,
  ...updateCommands,
};
export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type Args<N extends CommandName> = ArgsOf<Commands[N]>;
export type Result<N extends CommandName> = ResultOf<Commands[N]>;

/** What must not get lost: main holds each until the renderer says that it is stored. */
export type DurableEvent = AccountDurable | RosterDurable | RequestDurable | ChatDurable | AvatarDurable | SyncDurable;
/** What is true now: the newest replaces the older, nobody stores it. */
export type LiveEvent =
  | AccountEvent
  | RosterEvent
  | RequestEvent
  | ChatEvent
  | SettingsEvent
  | DesktopEvent
  | NoticeEvent
  | SyncEvent
  | UpdateEvent;

/** Durable events of one run of main, numbered from `first` on without holes; a number is never used twice in a run. */
export interface DurableBatch {
  readonly run: string;
  /** Grows whenever main begins to post again what is not stored. */
  readonly round: number;
  readonly first: number;
  readonly events: readonly DurableEvent[];
}

/** What main posts: many events in one message. */
export interface Batch {
  readonly live: readonly LiveEvent[];
  readonly durable: DurableBatch | null;
}
