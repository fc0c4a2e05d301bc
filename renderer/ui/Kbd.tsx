import './Kbd.css';

interface KbdProps {
  readonly keys: string;
  /** Not part of what is read out as the name of what it stands on. */
  readonly silent?: boolean;
}

/** A key combination as it is shown (see frame/keys.ts). */
export function Kbd({ keys, silent = false }: KbdProps) {
  return (
    <kbd className="ui-kbd" aria-hidden={silent || undefined}>
      {keys}
    </kbd>
  );
}
