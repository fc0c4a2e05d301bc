import type { storage as en } from '../en/storage.ts';

export const storage = {
  'storage.opening': '正在打开历史记录…',
  'storage.rebuilding': '正在重新建立历史记录…',
  'storage.unopened':
    '文件已无法打开，因此无法读取其中的任何内容。请重试；如果问题仍在，请从服务器存档重新建立。草稿和未发送的消息将会丢失。',
  'storage.lost.title': '此设备上的历史记录已损坏，只能重新建立。',
  'storage.lost.text': 'Kith 正在从服务器存档取回全部内容。草稿、未发送的消息和免打扰设置只存在于此设备，已经丢失。',
  'storage.again.toast': '存储已恢复正常。',
  'storage.export': '导出…',
  'storage.export.title': '历史记录保存到哪里',
  'storage.export.busy': '{count, plural, other {已写入 # 条}}',
  'storage.export.done': '历史记录已保存到 {path}',
  'storage.export.partly': '{count, plural, other {历史记录已保存到 {path}；有 # 条无法读取}}',
  'storage.export.stop': '停止',
  'storage.export.text': '把所有对话和联系人写入一个文本文件，每行一条。文件没有加密，其中不含密码。',
  'storage.rebuild': '重新建立…',
  'storage.rebuild.title': '要重新建立此设备上的历史记录吗？',
  'storage.rebuild.text':
    '此设备上保存的内容会被删除，然后从服务器存档重新取回。草稿、未发送的消息和免打扰设置，只要还能读取，就会保留。',
  'storage.rebuild.gone': '服务器没有保存的内容无法恢复：早于存档或从未进入存档的消息，以及已读和标为未读的状态。',
  'storage.rebuild.first': '先导出…',
  'storage.rebuild.submit': '重新建立',
  'storage.rebuild.done': '历史记录已重新开始，正在从存档中取回。',
  'storage.rebuild.detail': '在对话显示有误或不完整时使用。执行前会再次询问。',
  'storage.usage': '占用空间',
  'storage.usage.of': '{used}，可用空间 {quota}',
  'storage.messages': '消息及相关内容',
  'storage.refilling': '正在从服务器取回更早的消息。',
  'storage.evictable': '磁盘已满时，系统可能会删除历史记录。',
} satisfies Record<keyof typeof en, string>;
