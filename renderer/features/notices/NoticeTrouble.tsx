import type { NoticeHealth } from '../../../app/notices/health.ts';
import { useWindow } from '../../frame/window-store.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';

/** What keeps the system from showing notifications, and what to do about it; nothing where they work as they should. */
export function NoticeTrouble({ health }: { readonly health: NoticeHealth }) {
  const t = useT();
  const platform = useWindow((state) => state.platform);
  if (health.state !== 'works') {
    return (
      <Banner tone="warning" title={t(`notices.trouble.${health.state}`)}>
        {t(`notices.trouble.${health.state}.advice`, { platform })}
      </Banner>
    );
  }
  if (health.quiet) return <p className="quiet">{t('notices.systemQuiet')}</p>;
  if (!health.actions) return <p className="quiet">{t('notices.noButtons')}</p>;
  return null;
}
