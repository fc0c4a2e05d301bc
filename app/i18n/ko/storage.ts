import type { storage as en } from '../en/storage.ts';

export const storage = {
  'storage.opening': '대화 기록을 여는 중…',
  'storage.rebuilding': '대화 기록을 새로 만드는 중…',
  'storage.unopened':
    '파일을 더 이상 열 수 없어서 아무 내용도 읽을 수 없어요. 다시 시도하고, 계속되면 서버 보관함에서 새로 만드세요. 초안과 보내지 못한 메시지는 사라져요.',
  'storage.lost.title': '이 기기의 대화 기록이 손상되어 새로 시작했어요.',
  'storage.lost.text':
    'Kith가 서버 보관함에서 모두 다시 가져오고 있어요. 초안, 보내지 못한 메시지, 알림을 끈 대화는 이 기기에만 있어서 사라졌어요.',
  'storage.again.toast': '저장소가 다시 작동해요.',
  'storage.export': '내보내기…',
  'storage.export.title': '대화 기록을 저장할 곳',
  'storage.export.busy': '{count, plural, other {#개 기록됨}}',
  'storage.export.done': '대화 기록을 {path}에 저장했어요',
  'storage.export.partly': '{count, plural, other {대화 기록을 {path}에 저장했어요. #개는 읽지 못했어요}}',
  'storage.export.stop': '중지',
  'storage.export.text':
    '모든 대화와 연락처를 한 줄에 하나씩 텍스트 파일에 써요. 파일은 암호화되지 않으며, 비밀번호는 들어가지 않아요.',
  'storage.rebuild': '새로 만들기…',
  'storage.rebuild.title': '이 기기의 대화 기록을 새로 만들까요?',
  'storage.rebuild.text':
    '이 기기에 저장된 내용을 지우고 서버 보관함에서 다시 가져와요. 초안, 보내지 못한 메시지, 알림을 끈 대화는 읽을 수 있는 만큼 그대로 두어요.',
  'storage.rebuild.gone':
    '서버에 없는 내용은 되살릴 수 없어요: 보관함보다 오래되었거나 보관된 적 없는 메시지, 읽음과 읽지 않음 표시예요.',
  'storage.rebuild.first': '먼저 내보내기…',
  'storage.rebuild.submit': '새로 만들기',
  'storage.rebuild.done': '대화 기록을 새로 시작했고, 보관함에서 채우는 중이에요.',
  'storage.rebuild.detail': '대화가 이상하거나 빠져 보일 때 쓰세요. 시작하기 전에 한 번 더 물어봐요.',
  'storage.usage': '사용 중',
  'storage.usage.of': '{used}, 쓸 수 있는 공간 {quota}',
  'storage.messages': '메시지와 그에 딸린 내용',
  'storage.refilling': '서버에서 이전 메시지를 가져오는 중이에요.',
  'storage.evictable': '디스크가 가득 차면 시스템이 대화 기록을 지울 수 있어요.',
} satisfies Record<keyof typeof en, string>;
