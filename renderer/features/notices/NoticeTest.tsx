import { BellRing } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { MessageKey } from '../../../app/i18n/translator.ts';
import type { NoticeHealth } from '../../../app/notices/health.ts';
import { isQuiet } from '../../../app/notices/quiet.ts';
import { onLive } from '../../data/link.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { useAccounts } from '../account/store.ts';
import { useSettings } from '../settings/store.ts';

export interface NoticeTestProps {
  readonly health: NoticeHealth | undefined;
  readonly test: () => Promise<void>;
}

/** Sends one to try, and says what became of it; that it can't be shown at all stands above. */
export function NoticeTest({ health, test }: NoticeTestProps) {
  const t = useT();
  const [phase, setPhase] = useState<'idle' | 'busy' | 'sent' | 'pressed'>('idle');
  const ownSilence = useOwnSilence();

  useEffect(
    () =>
      onLive((event) => {
        if (event.type === 'notices/test-pressed') setPhase('pressed');
      }),
    [],
  );

  async function send(): Promise<void> {
    setPhase('busy');
    await test();
    // A quick hand may have pressed it by now.
    setPhase((now) => (now === 'busy' ? 'sent' : now));
  }

  const told = phase === 'sent' || phase === 'pressed';
  return (
    <div className="settings-action">
      <Button icon={<BellRing size="1rem" aria-hidden />} busy={phase === 'busy'} onClick={() => void send()}>
        {t('notices.test')}
      </Button>
      <div className="quiet" role="status">
        {phase === 'pressed' && <p>{t('notices.test.pressed')}</p>}
        {phase === 'sent' && health !== undefined && <p>{t(outcomeWords(health))}</p>}
        {told && ownSilence !== undefined && <p>{t(`notices.test.${ownSilence}`)}</p>}
      </div>
    </div>
  );
}

function outcomeWords({ state, quiet }: NoticeHealth): MessageKey {
  if (state !== 'works') return 'notices.test.failed';
  return quiet ? 'notices.test.kept' : 'notices.test.shown';
}

/** Why Kith itself would show none of its own now. */
function useOwnSilence(): 'none' | 'undisturbed' | undefined {
  const level = useSettings((settings) => settings.noticeLevel);
  const quietUntil = useSettings((settings) => settings.quietUntil);
  const busy = useAccounts(({ accounts }) => {
    const all = [...accounts.values()];
    return all.length > 0 && all.every((account) => account.presence.show === 'dnd');
  });
  if (level === 'none') return 'none';
  return busy || isQuiet(quietUntil, Date.now()) ? 'undisturbed' : undefined;
}
