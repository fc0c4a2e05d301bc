/** A page of the window: a list, what was chosen from it, and details beside it. */
import { ArrowLeft, X } from 'lucide-react';
import { createContext, type KeyboardEvent, type ReactNode, useContext } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { isTextField } from '../ui/typing.ts';
import { goBack, openDetails, useNavigation } from './navigation.ts';
import { Splitter } from './Splitter.tsx';
import { useWindow } from './window-store.ts';
import './Panes.css';

const ListHeader = createContext<ReactNode>(null);
export const ListHeaderSlot = ListHeader.Provider;
const ListFooter = createContext<ReactNode>(null);
export const ListFooterSlot = ListFooter.Provider;

export interface PanesProps {
  /** Names the list to readers. */
  readonly listLabel: string;
  /** Buttons at the end of the header above the list. */
  readonly listActions?: ReactNode;
  readonly list: ReactNode;
  readonly mainLabel: string;
  /** Begins with a PaneHeader. */
  readonly main: ReactNode;
  /** Shown while `detailsOpen` of the navigation is set. */
  readonly details?: ReactNode;
}

export function Panes({ listLabel, listActions, list, mainLabel, main, details }: PanesProps) {
  const header = useContext(ListHeader);
  const footer = useContext(ListFooter);
  const detailsOpen = useNavigation((state) => state.detailsOpen);
  return (
    <>
      <section className="pane-list" aria-label={listLabel} data-pane="list" tabIndex={-1}>
        <header className="pane-list-header">
          <div className="pane-list-status">{header}</div>
          {listActions}
        </header>
        {list}
        {footer}
        <Splitter />
      </section>
      <main ref={watchShown} className="pane-main" aria-label={mainLabel} data-pane="main" tabIndex={-1}>
        {main}
      </main>
      {details !== undefined && detailsOpen && <Details>{details}</Details>}
    </>
  );
}

function watchShown(main: HTMLElement): () => void {
  const observer = new ResizeObserver(() => useWindow.setState({ mainShown: main.checkVisibility() }));
  observer.observe(main);
  return () => observer.disconnect();
}

function Details({ children }: { readonly children: ReactNode }) {
  const t = useT();
  function closeOnEscape(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || isTextField(event.target)) return;
    event.preventDefault();
    openDetails(false);
  }
  return (
    <aside className="pane-details" aria-label={t('frame.detailsPane')} data-pane="details" onKeyDown={closeOnEscape}>
      <header className="pane-header">
        <h2 className="pane-title">{t('frame.detailsPane')}</h2>
        <IconButton label={t('frame.closeDetails')} icon={<X />} onClick={() => openDetails(false)} />
      </header>
      {children}
    </aside>
  );
}

export interface PaneHeaderProps {
  readonly title: ReactNode;
  /** A quiet second line. */
  readonly subtitle?: ReactNode;
  /** An avatar. */
  readonly start?: ReactNode;
  readonly actions?: ReactNode;
}

/** The head of the main pane; in a narrow window it has the way back. */
export function PaneHeader({ title, subtitle, start, actions }: PaneHeaderProps) {
  const t = useT();
  return (
    <header className="pane-header">
      <IconButton className="pane-back" label={t('common.back')} icon={<ArrowLeft />} onClick={goBack} />
      {start}
      <div className="pane-heading">
        <h1 className="pane-title one-line">{title}</h1>
        {subtitle !== undefined && <div className="pane-subtitle one-line">{subtitle}</div>}
      </div>
      {actions}
    </header>
  );
}
