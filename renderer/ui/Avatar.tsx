import { clsx } from 'clsx';
import { type CSSProperties, memo } from 'react';
import { scriptLanguage } from '../../app/i18n/language.ts';
import { consistentHue } from './consistent-hue.ts';
import { initialsOf } from './initials.ts';
import { PresenceDot, type ShownPresence } from './PresenceDot.tsx';
import './Avatar.css';

export interface AvatarProps {
  /** The address decides the colour, so that two of the same name are told apart. */
  readonly address: string;
  readonly name: string;
  /** A picture from the app's own origin. */
  readonly picture?: string | undefined;
  readonly presence?: ShownPresence | undefined;
  /** In rem; without it the row height of the density decides. */
  readonly size?: number | undefined;
  readonly className?: string;
}

/** Decoration beside a name that is written out: not read out, but for the presence. */
export const Avatar = memo(function Avatar({ address, name, picture, presence, size, className }: AvatarProps) {
  const initials = initialsOf(name);
  const style: CSSProperties & Record<`--${string}`, string> = {
    '--hue': consistentHue(address).toFixed(1),
    ...(size === undefined ? {} : { '--size': `${size}rem` }),
  };
  return (
    <span className={clsx('ui-avatar', className)} style={style} data-presence={presence}>
      <span className="ui-avatar-face" aria-hidden lang={scriptLanguage(initials)}>
        {picture === undefined ? initials : <img src={picture} alt="" draggable={false} />}
      </span>
      {presence !== undefined && <PresenceDot presence={presence} />}
    </span>
  );
});
