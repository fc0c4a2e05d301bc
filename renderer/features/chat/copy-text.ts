import type { Translate } from '../../../app/i18n/translator.ts';
import { showToast } from '../../ui/toasts.ts';

export async function copyText(t: Translate, text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  showToast(t('common.copied'), { duration: 2000 });
}
