/** Asks the person about each xmpp: link that came, from wherever; nothing that a link wants happens before. */
import { useEffect, useState } from 'react';
import type { XmppLink } from '../../../app/links/link.ts';
import { call, onLive } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { openRosterDialog, useRosterDialog } from '../roster/dialogs.ts';
import { MessageLink } from './MessageLink.tsx';

export function LinkDialogs() {
  const [link, setLink] = useState<XmppLink | null>(null);
  const isAdding = useRosterDialog((state) => state.dialog !== null);
  const isBusy = link !== null || isAdding;

  useEffect(() => {
    if (isBusy) return;
    let gone = false;
    const take = async () => {
      const answer = await call('desktop/take-link', {});
      if (gone || !answer.ok || answer.value === null) return;
      const next = answer.value;
      // Adding somebody has a dialog of its own, which sends nothing before its button is pressed.
      if (next.action === 'subscribe') openRosterDialog(adding(next));
      else setLink(next);
    };
    void take();
    const undo = onLive((event) => {
      if (event.type === 'desktop/link-waits') void take();
    });
    return () => {
      gone = true;
      undo();
    };
  }, [isBusy]);

  if (link === null) return null;
  const close = () => setLink(null);
  return link.action === 'message' ? (
    <MessageLink link={link} onClose={close} />
  ) : (
    <UnsupportedLink link={link} onClose={close} />
  );
}

function adding({ jid, account, name, group }: XmppLink) {
  return {
    kind: 'add' as const,
    address: jid,
    ...(account === undefined ? {} : { account }),
    ...(name === undefined ? {} : { name }),
    ...(group === undefined ? {} : { group }),
  };
}

function UnsupportedLink({ link, onClose }: { readonly link: XmppLink; readonly onClose: () => void }) {
  const t = useT();
  const words = link.action === 'join' ? 'links.unsupported.join' : 'links.unsupported.other';
  return (
    <Dialog
      open
      size="small"
      onOpenChange={(open) => !open && onClose()}
      title={t('links.unsupported.title')}
      description={t(words, { address: link.jid })}
      footer={
        <Button look="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      }
    />
  );
}
