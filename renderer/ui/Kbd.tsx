import './Kbd.css';

/** A key combination as it is shown (see frame/keys.ts). */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className="ui-kbd">{keys}</kbd>;
}
