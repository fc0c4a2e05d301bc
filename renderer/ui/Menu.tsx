import { ContextMenu as ContextBase } from '@base-ui/react/context-menu';
import { Menu as Base } from '@base-ui/react/menu';
import { Check, ChevronRight } from 'lucide-react';
import { Fragment, type ReactElement, type ReactNode, useState } from 'react';
import { Kbd } from './Kbd.tsx';
import './Float.css';
import './Menu.css';

interface MenuAction {
  readonly kind?: 'action';
  readonly label: string;
  readonly icon?: ReactNode;
  readonly onSelect: () => void;
  /** A second, quiet line. */
  readonly detail?: string | undefined;
  /** A key combination as shown. */
  readonly keys?: string | undefined;
  readonly danger?: boolean;
  readonly disabled?: boolean;
}

interface MenuChoice extends Omit<MenuAction, 'kind' | 'danger'> {
  readonly kind: 'choice';
  readonly checked: boolean;
  /** One of several that exclude each other; otherwise on or off by itself, and the menu stays open. */
  readonly single?: boolean;
}

interface MenuSub {
  readonly kind: 'submenu';
  readonly label: string;
  readonly icon?: ReactNode;
  readonly disabled?: boolean;
  readonly items: readonly MenuEntry[];
}

export type MenuEntry =
  | MenuAction
  | MenuChoice
  | MenuSub
  | { readonly kind: 'separator' }
  /** A heading; `content` where words alone are not enough. */
  | { readonly kind: 'label'; readonly label: string; readonly content?: ReactNode };

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  /** Asked each time the menu opens and whenever the owner renders while it is open. */
  readonly items: () => readonly MenuEntry[];
  readonly align?: 'start' | 'center' | 'end';
  readonly side?: 'top' | 'right' | 'bottom' | 'left';
  readonly onOpenChange?: (open: boolean) => void;
}

export function Menu({ trigger, items, align = 'start', side = 'bottom', onOpenChange }: MenuProps) {
  const [open, setOpen] = useState(false);
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        onOpenChange?.(next);
      }}
    >
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="ui-float-position" align={align} side={side} sideOffset={4} collisionPadding={8}>
          <Base.Popup className="ui-float ui-menu">{open && <Entries items={items()} />}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface ContextMenuProps {
  /** What the menu belongs to; the element that is given takes the events itself. */
  readonly children: ReactElement;
  /** `target` is what was pressed, or had the focus. No entries: no menu. */
  readonly items: (target: HTMLElement) => readonly MenuEntry[];
  /** Where the keyboard goes on after it, as what had the focus may be gone; nothing given: there. */
  readonly returnTo?: () => HTMLElement | null;
}

/** Opens by right click, long press, the menu key and Shift+F10. */
export function ContextMenu({ children, items, returnTo }: ContextMenuProps) {
  const [entries, setEntries] = useState<readonly MenuEntry[]>([]);
  const [open, setOpen] = useState(false);
  return (
    <ContextBase.Root
      open={open}
      onOpenChange={(next, details) => {
        if (!next) return setOpen(false);
        const fresh = details.event.target instanceof HTMLElement ? items(details.event.target) : [];
        setEntries(fresh);
        setOpen(fresh.length > 0);
      }}
    >
      <ContextBase.Trigger render={children} />
      <ContextBase.Portal>
        <ContextBase.Positioner className="ui-float-position" collisionPadding={8}>
          <ContextBase.Popup className="ui-float ui-menu" finalFocus={() => returnTo?.() ?? true}>
            <Entries items={entries} />
          </ContextBase.Popup>
        </ContextBase.Positioner>
      </ContextBase.Portal>
    </ContextBase.Root>
  );
}

function Entries({ items }: { readonly items: readonly MenuEntry[] }) {
  return items.map((entry, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: entries have no identity but their place
    <Entry key={index} entry={entry} />
  ));
}

function Entry({ entry }: { readonly entry: MenuEntry }) {
  switch (entry.kind) {
    case 'separator':
      return <Base.Separator className="ui-menu-separator" />;
    case 'label':
      return (
        <Base.Group>
          <Base.GroupLabel className="ui-menu-label">{entry.content ?? entry.label}</Base.GroupLabel>
        </Base.Group>
      );
    case 'submenu':
      return (
        <Base.SubmenuRoot>
          <Base.SubmenuTrigger className="ui-menu-item" disabled={entry.disabled ?? false}>
            <Content icon={entry.icon} label={entry.label} />
            <ChevronRight size="1rem" aria-hidden />
          </Base.SubmenuTrigger>
          <Base.Portal>
            <Base.Positioner className="ui-float-position" sideOffset={-2} alignOffset={-4} collisionPadding={8}>
              <Base.Popup className="ui-float ui-menu">
                <Entries items={entry.items} />
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.SubmenuRoot>
      );
    case 'choice':
      return (
        <Base.CheckboxItem
          className="ui-menu-item"
          role={entry.single ? 'menuitemradio' : 'menuitemcheckbox'}
          checked={entry.checked}
          closeOnClick={entry.single ?? false}
          disabled={entry.disabled ?? false}
          onClick={entry.onSelect}
        >
          <Content {...entry} />
          <Check className="ui-menu-check" data-on={entry.checked || undefined} size="1rem" aria-hidden />
        </Base.CheckboxItem>
      );
    default:
      return (
        <Base.Item
          className="ui-menu-item"
          data-danger={entry.danger || undefined}
          disabled={entry.disabled ?? false}
          onClick={entry.onSelect}
        >
          <Content {...entry} />
          {entry.keys !== undefined && <Kbd keys={entry.keys} silent />}
        </Base.Item>
      );
  }
}

function Content(props: { readonly icon?: ReactNode; readonly label: string; readonly detail?: string | undefined }) {
  return (
    <Fragment>
      {props.icon}
      <span className="ui-menu-text">
        <span className="one-line">{props.label}</span>
        {props.detail !== undefined && <span className="ui-menu-detail">{props.detail}</span>}
      </span>
    </Fragment>
  );
}
