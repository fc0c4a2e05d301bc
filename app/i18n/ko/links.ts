import type { links as en } from '../en/links.ts';

export const links = {
  'links.message.title': '{address} 님과의 대화를 열까요?',
  'links.message.open': '대화 열기',
  'links.message.text': '링크에 이 글이 들어 있습니다. 보내기 전에 고칠 수 있습니다.',
  'links.account': '사용할 계정',
  'links.draftKept': '쓰던 글이 있어 링크의 글은 넣지 않았습니다.',
  'links.unsupported.title': 'Kith에서 할 수 없는 링크입니다',
  'links.unsupported.join': '{address} 대화방으로 가는 링크입니다. Kith는 아직 대화방에 들어갈 수 없습니다.',
  'links.unsupported.other': '{address}에 관한 링크입니다.',
} satisfies Record<keyof typeof en, string>;
