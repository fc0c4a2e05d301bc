/** Who wants to add the person, whom the person asked, and how that went. */
import { UserPlus } from 'lucide-react';
import { type HTMLAttributes, useEffect } from 'react';
import { shownKeys } from '../../frame/keys.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { PaneHeader, Panes } from '../../frame/Panes.tsx';
import { keepFocusInView } from '../../frame/panes.ts';
import { SHORTCUTS } from '../../frame/shortcuts.ts';
import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Skeleton } from '../../ui/Skeleton.tsx';
import { useHadFocus } from '../../ui/use-had-focus.ts';
import { useStrangers } from '../chat/conversations.ts';
import { openRosterDialog } from '../roster/dialogs.ts';
import { RequestCard } from './RequestCard.tsx';
import { RequestList } from './RequestList.tsx';
import { type Received, requestKey, setAside, useAnswered, useReceived, useSent } from './requests.ts';
import { SelectedCard } from './SelectedCard.tsx';
import { type Selection, useSelection } from './use-selection.ts';
import './RequestsPage.css';

export function RequestsPage() {
  const t = useT();
  const received = useReceived();
  const sent = useSent();
  const answered = useAnswered();
  const strangers = useStrangers();
  const selection = useSelection(received ?? []);
  const current = useCurrent(received ?? []);
  const focusEvents = useGoesOn(selection.chosen.length > 0 ? 'selected' : current && requestKey(current.request));
  useShownHere(received ?? []);
  const known = received !== undefined && sent !== undefined && answered !== undefined && strangers !== undefined;
  const nothing = known && received.length + sent.length + answered.length + strangers.length === 0;
  return (
    <Panes
      listLabel={t('frame.requests')}
      listActions={
        <IconButton
          label={t('roster.add')}
          keys={shownKeys(SHORTCUTS.addContact)}
          icon={<UserPlus />}
          onClick={() => openRosterDialog({ kind: 'add' })}
        />
      }
      list={
        !known ? (
          <Skeleton rows={4} label={t('common.loading')} />
        ) : nothing ? (
          <NoRequests />
        ) : (
          <RequestList {...{ received, sent, answered, strangers, current, selection }} />
        )
      }
      mainLabel={t('frame.mainPane')}
      main={
        nothing ? (
          <h1 className="for-readers">{t('frame.requests')}</h1>
        ) : (
          <Main current={current} selection={selection} focusEvents={focusEvents} />
        )
      }
    />
  );
}

/** The request that was gone to, else the one that waits the longest. */
function useCurrent(received: readonly Received[]): Received | undefined {
  const chosen = useNavigation((state) => state.request);
  const key = chosen === null ? null : requestKey(chosen);
  return received.find(({ request }) => requestKey(request) === key) ?? received[0];
}

/** What was answered goes with the keyboard in it, which goes on in what is shown next. Answers the card's listeners. */
function useGoesOn(shown: string | undefined): FocusEvents {
  const { hadFocus, ...events } = useHadFocus();
  // biome-ignore lint/correctness/useExhaustiveDependencies: when something else is shown
  useEffect(() => (hadFocus.current ? keepFocusInView('main') : undefined), [shown]);
  return events;
}

/** Whoever looks at this page needs no dialog for what stands on it. */
function useShownHere(received: readonly Received[]): void {
  const inFront = useWindow((state) => state.focused && state.visible);
  useEffect(() => {
    const fresh = received.map(({ request }) => request).filter((request) => !request.setAside);
    if (inFront && fresh.length > 0) void setAside(fresh);
  }, [inFront, received]);
}

type FocusEvents = Pick<HTMLAttributes<HTMLElement>, 'onFocus' | 'onBlur'>;

interface MainProps {
  readonly current: Received | undefined;
  readonly selection: Selection;
  readonly focusEvents: FocusEvents;
}

function Main({ current, selection, focusEvents }: MainProps) {
  const t = useT();
  if (selection.chosen.length > 0) {
    return (
      <>
        <PaneHeader title={t('requests.selected', { count: selection.chosen.length })} />
        <div className="requests-main" {...focusEvents}>
          <SelectedCard selection={selection} />
        </div>
      </>
    );
  }
  if (current === undefined) return <NoRequests />;
  return (
    <>
      <PaneHeader title={t('frame.requests')} />
      <div className="requests-main" {...focusEvents}>
        <RequestCard key={requestKey(current.request)} received={current} />
      </div>
    </>
  );
}

function NoRequests() {
  const t = useT();
  return (
    <EmptyState
      icon={<UserPlus />}
      title={t('requests.empty')}
      actions={
        <Button look="primary" onClick={() => openRosterDialog({ kind: 'add' })}>
          {t('roster.add')}
        </Button>
      }
    >
      {t('requests.empty.advice')}
    </EmptyState>
  );
}
