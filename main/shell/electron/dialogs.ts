import { dirname, join } from 'node:path';
import type { BrowserWindow, Dialog } from 'electron';
import type { DialogsPort } from '../shell.ts';

export function electronDialogs(
  dialog: Pick<Dialog, 'showOpenDialog' | 'showSaveDialog'>,
  window: BrowserWindow,
): DialogsPort {
  /** Where the person was last; Electron itself starts in Downloads each time. */
  let folder: string | undefined;
  return {
    async openFiles({ title, multiple, filters }) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window, {
        title,
        properties: multiple ? ['openFile', 'multiSelections'] : ['openFile'],
        filters: filters.map(({ name, extensions }) => ({ name, extensions: [...extensions] })),
        ...(folder === undefined ? {} : { defaultPath: folder }),
      });
      if (canceled) return [];
      if (filePaths[0] !== undefined) folder = dirname(filePaths[0]);
      return filePaths;
    },
    async saveFile({ title, name }) {
      const { canceled, filePath } = await dialog.showSaveDialog(window, {
        title,
        defaultPath: folder === undefined ? name : join(folder, name),
      });
      if (canceled || filePath === '') return undefined;
      folder = dirname(filePath);
      return filePath;
    },
  };
}
