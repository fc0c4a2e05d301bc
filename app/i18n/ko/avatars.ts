import type { avatars as en } from '../en/avatars.ts';

export const avatars = {
  'avatars.change': '사진 바꾸기…',
  'avatars.remove': '사진 없애기',
  'avatars.changed': '다른 사람에게 새 사진이 보여요.',
  'avatars.removed': '사진을 없앴어요.',
  'avatars.notAPicture': 'Kith가 읽을 수 있는 사진이 아니에요.',
  'avatars.refused': '사진이 바뀌지 않았어요. {reason}',
} satisfies Record<keyof typeof en, string>;
