import type { LinkFacts } from '../../../app/contract/diagnostics.ts';
import type { Translate } from '../../../app/i18n/translator.ts';

/** Such as `WebSocket · through the SOCKS5 proxy`. */
export function wayWords(t: Translate, { websocket, proxy }: Pick<LinkFacts, 'websocket' | 'proxy'>): string {
  const inside = t(websocket === true ? 'network.way.websocket' : 'network.way.tcp');
  return `${inside} · ${t(`network.way.${proxy ?? 'none'}`)}`;
}
