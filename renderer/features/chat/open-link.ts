import type { Translate } from '../../../app/i18n/translator.ts';
import { call } from '../../data/link.ts';
import { showToast } from '../../ui/toasts.ts';

/** The desktop opens it; the page itself goes nowhere. */
export async function openLink(t: Translate, url: string): Promise<void> {
  const answer = await call('desktop/open-link', { url });
  if (!answer.ok) showToast(t('chat.link.failed'), { tone: 'danger' });
}
