import type { LinkFacts } from '../../../app/contract/diagnostics.ts';
import type { Translate } from '../../../app/i18n/translator.ts';

/** Such as `WebSocket, through the SOCKS5 proxy`. */
export function wayWords(
  t: Translate,
  { websocket = false, proxy = 'none' }: Pick<LinkFacts, 'websocket' | 'proxy'>,
): string {
  return `${t(websocket ? 'network.way.websocket' : 'network.way.tcp')}, ${t(`network.way.${proxy}`)}`;
}
