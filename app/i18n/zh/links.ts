import type { links as en } from '../en/links.ts';

export const links = {
  'links.message.title': '打开与 {address} 的聊天？',
  'links.message.open': '打开聊天',
  'links.message.text': '链接附带了以下文字，发送前可以修改。',
  'links.account': '使用的账号',
  'links.draftKept': '你已有未发送的草稿，因此没有填入链接附带的文字。',
  'links.unsupported.title': 'Kith 无法执行此链接的操作',
  'links.unsupported.join': '它指向聊天室 {address}。Kith 暂时还不能加入聊天室。',
  'links.unsupported.other': '它与 {address} 有关。',
} satisfies Record<keyof typeof en, string>;
