import type { network as en } from '../en/network.ts';

export const network = {
  'network.proxy': '프록시',
  'network.proxy.text':
    '프록시로만 밖에 나갈 수 있는 네트워크를 위한 설정이에요. 모든 계정의 연결이 프록시를 지나며, 내 서버와의 암호화는 그대로 유지돼요.',
  'network.proxy.none': '없음',
  'network.proxy.none.text': 'Kith가 직접 연결해요.',
  'network.proxy.http': 'HTTP',
  'network.proxy.http.text': '브라우저가 암호화된 페이지에 쓰는 방식 (CONNECT)',
  'network.proxy.socks5': 'SOCKS5',
  'network.proxy.socks5.text': '예: Tor, SSH 터널',
  'network.proxy.host': '프록시 주소',
  'network.proxy.port': '포트',
  'network.proxy.user': '사용자 이름',
  'network.proxy.user.hint': '프록시에서 요구할 때만 입력하세요.',
  'network.proxy.password': '프록시 비밀번호',
  'network.proxy.password.hint': '비워 두면 보관된 비밀번호를 써요.',
  'network.proxy.names':
    '서버 이름은 이 기기가 아니라 프록시에서 찾아요. 그래서 도메인의 서버가 어디에 있는지 DNS에 물어볼 수 없어요. Kith는 도메인의 일반적인 포트를 시도한 다음 WebSocket을 시도해요. 서버가 다른 곳에 있다면 계정에 호스트를 지정하세요.',
  'network.proxy.use': '이 프록시 사용',
  'network.proxy.useNone': '프록시 없이 연결',
  'network.proxy.try': '시험해 보기',
  'network.proxy.used': '이제 모든 연결이 프록시를 지나요.',
  'network.proxy.usedNone': '이제 Kith가 프록시 없이 연결해요.',
  'network.proxy.open': '프록시…',
  'network.tried': '{account}: 서버에서 응답했어요.',
  'network.way': '경로',
  'network.way.tcp': 'TCP',
  'network.way.websocket': 'WebSocket',
  'network.way.none': '프록시 없이',
  'network.way.http': 'HTTP 프록시를 거쳐',
  'network.way.socks5': 'SOCKS5 프록시를 거쳐',
} satisfies Record<keyof typeof en, string>;
