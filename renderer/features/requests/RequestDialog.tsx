/**
 * A request as it comes: in a dialog when the window is in front, one after the other. It is never shown twice, it goes
 * by itself when the request ended elsewhere, and closing it answers nothing: the request waits in the list.
 */
import { useEffect, useRef, useState } from 'react';
import { askerName, nextToShow } from '../../../app/requests/answer.ts';
import { goTo, useNavigation } from '../../frame/navigation.ts';
import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { useSettings } from '../settings/store.ts';
import { RequestCard } from './RequestCard.tsx';
import { type Received, requestKey, setAside, useReceived } from './requests.ts';
import './RequestDialog.css';

export function RequestDialog() {
  const received = useReceived() ?? [];
  const next = useNext(received);
  if (next === undefined) return null;
  const waiting = received.filter(({ request }) => !request.setAside).length;
  return <OpenRequest key={requestKey(next.request)} received={next} more={waiting - 1} />;
}

/** The request to show, once nothing stands in the way; from then on it stays until it is answered, closed or gone. */
function useNext(received: readonly Received[]): Received | undefined {
  const [openKey, setOpenKey] = useState<string | null>(null);
  const inFront = useWindow((state) => state.focused && state.visible);
  const onPage = useNavigation((state) => state.place === 'requests');
  // Who wants to hear of contacts only finds the others in the list.
  const onlyContacts = useSettings((settings) => settings.strangers === 'contacts');
  const mayShow = received.filter(({ contact }) => contact !== undefined || !onlyContacts);
  const request = nextToShow(mayShow.map((each) => each.request));
  const open = received.find((each) => !each.request.setAside && requestKey(each.request) === openKey);
  const candidate = request === undefined ? null : requestKey(request);
  const wanted = open === undefined && candidate !== null && inFront && !onPage;

  useEffect(() => {
    if (!wanted) return;
    if (!isOccupied()) {
      setOpenKey(candidate);
      return;
    }
    // Another dialog or a menu is open: this one waits its turn.
    const timer = window.setInterval(() => {
      if (!isOccupied()) setOpenKey(candidate);
    }, 300);
    return () => window.clearInterval(timer);
  }, [wanted, candidate]);

  return open;
}

/** Whatever opens over the window stands beside the root; the list of conversations, a listbox too, is inside it. */
const OVER_THE_WINDOW = ['dialog', 'alertdialog', 'menu', 'listbox']
  .map((role) => `body > :not(#root) [role="${role}"]`)
  .join(', ');

function isOccupied(): boolean {
  return document.querySelector(OVER_THE_WINDOW) !== null;
}

interface OpenRequestProps {
  readonly received: Received;
  /** How many others were not shown yet. */
  readonly more: number;
}

function OpenRequest({ received, more }: OpenRequestProps) {
  const t = useT();
  const { request, contact } = received;
  const body = useRef<HTMLDivElement>(null);

  function seeAll(): void {
    goTo({ to: 'request', account: request.account, from: request.from });
    // The dialog goes with it; the page, which shows the others, sets those aside.
    void setAside([request]);
  }

  return (
    <Dialog
      open
      opensQuietly
      onOpenChange={(open) => !open && void setAside([request])}
      title={t('requests.wants', { name: askerName(request, contact) })}
      // Not a button: a key that was meant for something else must not answer.
      initialFocus={body}
      keepOnOutsidePress
      footer={
        <div className="request-dialog-footer">
          {more > 0 && (
            <span className="request-dialog-more">
              <span className="quiet">{t('requests.waitingMore', { count: more })}</span>
              <Button look="quiet" size="small" onClick={seeAll}>
                {t('requests.seeAll')}
              </Button>
            </span>
          )}
          <Button look="quiet" onClick={() => void setAside([request])}>
            {t('requests.later')}
          </Button>
        </div>
      }
    >
      <div ref={body} tabIndex={-1} className="request-dialog-body">
        <RequestCard received={received} headless />
      </div>
    </Dialog>
  );
}
