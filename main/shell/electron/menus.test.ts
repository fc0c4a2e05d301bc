import { expect, test } from 'vitest';
import { contextMenu } from './menus.ts';

test('the context menu has what fits the place', () => {
  const words = new Proxy({}, { get: (_target, name) => name }) as never;
  const none = {
    misspelledWord: '',
    dictionarySuggestions: [],
    linkURL: '',
    selectionText: '',
    isEditable: false,
    editFlags: { canCut: false, canCopy: true, canPaste: true, canSelectAll: true } as never,
  };
  const labels = (params: Partial<typeof none>) =>
    contextMenu(words, { ...none, ...params }, {} as never, () => undefined).map((item) => item.label ?? '-');
  expect(labels({})).toEqual([]);
  expect(labels({ selectionText: 'x' })).toEqual(['copy']);
  expect(labels({ linkURL: 'https://x/', selectionText: 'x' })).toEqual(['copyLink', '-', 'copy']);
  expect(labels({ isEditable: true, misspelledWord: 'helo', dictionarySuggestions: ['hello'] as never })).toEqual([
    'hello',
    'addToDictionary',
    '-',
    'cut',
    'copy',
    'paste',
    'selectAll',
  ]);
});
