/** xmpp: links. */
export const links = {
  'links.message.title': 'Open a chat with {address}?',
  'links.message.open': 'Open chat',
  'links.message.text': 'The link brings this text. You can change it before you send it.',
  'links.account': 'From account',
  'links.draftKept': 'You had begun to write, so the text of the link was left out.',
  'links.unsupported.title': 'Kith can’t do what this link asks for',
  'links.unsupported.join': 'It leads into the room {address}. Kith can’t enter rooms yet.',
  'links.unsupported.other': 'It is about {address}.',
};
