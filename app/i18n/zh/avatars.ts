import type { avatars as en } from '../en/avatars.ts';

export const avatars = {
  'avatars.change': '更换头像…',
  'avatars.remove': '移除头像',
  'avatars.changed': '别人会看到你的新头像。',
  'avatars.removed': '头像已移除。',
  'avatars.notAPicture': '这个文件不是 Kith 能读取的图片。',
  'avatars.refused': '头像没有改变。{reason}',
} satisfies Record<keyof typeof en, string>;
