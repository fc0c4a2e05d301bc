/** Choosing the picture that others see. */
import { LARGEST_OWN_PICTURE, PICTURE_TYPES } from '../../../app/contract/avatars.ts';
import type { Fault } from '../../../app/fault.ts';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import type { BareJid } from '../../../app/jid.ts';
import { call } from '../../data/link.ts';
import { showToast } from '../../ui/toasts.ts';
import { square } from './square.ts';

/** Pixels, then quality of JPEG: what is larger than others like to fetch is tried smaller. PNG keeps what is see-through. */
const TRIES = [
  { side: 256, type: 'image/png', quality: undefined },
  { side: 256, type: 'image/jpeg', quality: 0.9 },
  { side: 256, type: 'image/jpeg', quality: 0.7 },
  { side: 128, type: 'image/jpeg', quality: 0.7 },
] as const;

export async function choosePicture(t: Translate, account: BareJid): Promise<void> {
  const file = await chooseFile();
  if (file === undefined) return;
  for (const { side, type, quality } of TRIES) {
    const picture = await square(file, side, type, quality).catch((error: unknown) => {
      console.info('not a picture', error);
      return undefined;
    });
    if (picture === undefined) {
      showToast(t('avatars.notAPicture'), { tone: 'danger' });
      return;
    }
    if (picture.size > LARGEST_OWN_PICTURE) continue;
    const { width } = await createImageBitmap(picture);
    await publish(t, account, { type, side: width, base64: await base64Of(picture) });
    return;
  }
}

export function removePicture(t: Translate, account: BareJid): Promise<void> {
  return publish(t, account, null);
}

type Picture = { readonly type: 'image/png' | 'image/jpeg'; readonly side: number; readonly base64: string } | null;

async function publish(t: Translate, account: BareJid, picture: Picture): Promise<void> {
  const answer = await call('avatars/publish', { account, picture });
  if (answer.ok) showToast(t(picture === null ? 'avatars.removed' : 'avatars.changed'));
  else showToast(words(t, answer.fault), { tone: 'danger' });
}

function words(t: Translate, fault: Fault): string {
  return t('avatars.refused', { reason: faultLine(t, fault) });
}

function chooseFile(): Promise<File | undefined> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = PICTURE_TYPES.join(',');
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}

async function base64Of(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}
