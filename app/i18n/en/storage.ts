export const storage = {
  'storage.opening': 'Opening the history…',
  'storage.rebuilding': 'Beginning the history anew…',
  'storage.unopened':
    'Its files can’t be opened any more, so nothing can be read from them. Try again; if it stays, begin anew from the server’s archive. Drafts and unsent messages are gone then.',
  'storage.lost.title': 'The history on this device was damaged and had to begin anew.',
  'storage.lost.text':
    'Kith is fetching everything again from the server’s archive. Drafts, unsent messages and muted chats were only here and are gone.',
  'storage.again.toast': 'The storage works again.',
  'storage.export': 'Export…',
  'storage.export.title': 'Where to keep the history',
  'storage.export.busy': '{count, plural, one {# entry written} other {# entries written}}',
  'storage.export.done': 'The history is in {path}',
  'storage.export.partly':
    '{count, plural, one {The history is in {path}; # entry could not be read} other {The history is in {path}; # entries could not be read}}',
  'storage.export.stop': 'Stop',
  'storage.export.text':
    'Writes all conversations and contacts into a file of text, a line each. The file is not encrypted; passwords are not in it.',
  'storage.rebuild': 'Begin anew…',
  'storage.rebuild.title': 'Begin the history on this device anew?',
  'storage.rebuild.text':
    'What is stored on this device is deleted and fetched again from the server’s archive. Drafts, unsent messages and muted chats are taken along where they can still be read.',
  'storage.rebuild.gone':
    'What no server keeps can’t come back: messages that are older than the archive, or that it never had, and what you had read or marked as unread.',
  'storage.rebuild.first': 'Export first…',
  'storage.rebuild.submit': 'Begin anew',
  'storage.rebuild.done': 'The history begins anew and fills up from the archive.',
  'storage.rebuild.detail': 'For when chats look wrong or incomplete. You will be asked once more.',
  'storage.usage': 'In use',
  'storage.usage.of': '{used}, with room for {quota}',
  'storage.messages': 'Messages and what belongs to them',
  'storage.refilling': 'Older messages are being fetched from the server.',
  'storage.evictable': 'The system may delete the history when the disk is full.',
};
