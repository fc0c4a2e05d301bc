/** XEP-0444 Message Reactions, version 0.2.0. */
import { type Element, xml } from '@xmpp/xml';
import { emojiCount } from '../../app/chat/emoji.ts';
import { MOST_REACTIONS } from '../../app/contract/chat.ts';

export const REACTIONS = 'urn:xmpp:reactions:0';

export interface Reacted {
  readonly target: string;
  readonly reactions: readonly string[];
}

/**
 * "A <reaction/> element SHOULD only contain Unicode codepoints that can be displayed as a single emoji. Receiving
 * entities MAY ignore <reaction> elements that do not comply", and those that come twice (section 4).
 */
export function readReactions(message: Element): Reacted | undefined {
  const element = message.getChild('reactions', REACTIONS);
  const target = element?.attrs.id;
  if (element === undefined || !target) return undefined;
  const all = element.getChildren('reaction').map((reaction) => reaction.getText().trim());
  const reactions = [...new Set(all)].filter((text) => emojiCount(text) === 1).slice(0, MOST_REACTIONS);
  return { target, reactions };
}

export function writeReactions({ target, reactions }: Reacted): Element {
  return xml(
    'reactions',
    { xmlns: REACTIONS, id: target },
    ...reactions.map((reaction) => xml('reaction', {}, reaction)),
  );
}
