/** The window: the rail, and beside it the page of the place where the person is. */
import { type ReactNode, useEffect, useRef } from 'react';
import { goBack, goTo, openDetails, type Place, useNavigation } from './navigation.ts';
import { ListFooterSlot, ListHeaderSlot } from './Panes.tsx';
import { focusNextPane, isOnePane, keepFocusInView } from './panes.ts';
import { Rail } from './Rail.tsx';
import { ShortcutSheet } from './ShortcutSheet.tsx';
import { useShortcut } from './shortcuts.ts';
import './Frame.css';

export interface FrameProps {
  readonly pages: Record<Place, ReactNode>;
  /** What stands above every list: the own status. */
  readonly listHeader: ReactNode;
  /** What stands below every list. */
  readonly listFooter: ReactNode;
  readonly counts: { readonly chats: number; readonly requests: number };
}

export function Frame({ pages, listHeader, listFooter, counts }: FrameProps) {
  const place = useNavigation((state) => state.place);
  const mainOpen = useNavigation((state) => state.mainOpen);
  const started = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another place takes the focus along as well
  useEffect(() => {
    if (started.current) return keepFocusInView(mainOpen ? 'main' : 'list');
    started.current = true;
  }, [mainOpen, place]);
  useShortcut('chats', () => goTo({ to: 'chats' }));
  useShortcut('contacts', () => goTo({ to: 'contacts' }));
  useShortcut('requests', () => goTo({ to: 'requests' }));
  useShortcut('settings', () => goTo({ to: 'settings' }));
  useShortcut('escape', leaveMain);
  useShortcut('nextPane', () => focusNextPane(1));
  useShortcut('previousPane', () => focusNextPane(-1));
  return (
    <div className="frame" data-main-open={mainOpen || undefined}>
      <Rail counts={counts} />
      <ListHeaderSlot value={listHeader}>
        <ListFooterSlot value={listFooter}>{pages[place]}</ListFooterSlot>
      </ListHeaderSlot>
      <ShortcutSheet />
    </div>
  );
}

/** In a narrow window: from the details back to what they are about, and from there back to the list. */
function leaveMain(): boolean {
  const { mainOpen, detailsOpen } = useNavigation.getState();
  if (!mainOpen || !isOnePane()) return false;
  if (detailsOpen) openDetails(false);
  else goBack();
  return true;
}
