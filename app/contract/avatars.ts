/** Pictures of people, and the own one. */
import * as v from 'valibot';
import type { BareJid } from '../jid.ts';
import { bareJidArg, command, ofAccount } from './define.ts';

export const PICTURE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type PictureType = (typeof PICTURE_TYPES)[number];

export interface FetchedPicture {
  /** SHA-1 of the bytes, in small hexadecimal digits: the picture's name in both avatar protocols. */
  readonly hash: string;
  readonly type: PictureType;
  /** The bytes as base64. */
  readonly base64: string;
}

/** Largest picture that is published, in bytes: others fetch it as one stanza. */
export const LARGEST_OWN_PICTURE = 48 * 1024;

const hashArg = v.pipe(v.string(), v.regex(/^[0-9a-f]{40}$/));

export const avatarCommands = {
  /**
   * Fetches somebody's picture from their server. With a hash it is the picture of that hash or nothing, else whatever
   * their card has. Null: there is none that can be shown.
   */
  'avatars/fetch': command<{ account: BareJid; jid: BareJid; hash?: string | undefined }, FetchedPicture | null>(
    v.strictObject({ ...ofAccount, jid: bareJidArg, hash: v.optional(hashArg) }),
  ),
  /** Publishes the own picture for everybody who may see the account; null takes it away. */
  'avatars/publish': command(
    v.strictObject({
      ...ofAccount,
      picture: v.nullable(
        v.strictObject({
          type: v.picklist(['image/png', 'image/jpeg']),
          base64: v.pipe(v.string(), v.base64(), v.maxLength(Math.ceil(LARGEST_OWN_PICTURE / 3) * 4)),
          /** Pixels, of both sides. */
          side: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024)),
        }),
      ),
    }),
  ),
};

/** The newest word of which picture somebody has; null: none. */
export interface AvatarDurable {
  readonly type: 'avatars/told';
  readonly account: BareJid;
  readonly jid: BareJid;
  readonly hash: string | null;
}
