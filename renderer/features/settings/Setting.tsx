import { createContext, type ReactNode, useContext } from 'react';
import type { SettingId } from './catalogue.ts';

/** What the person looks for; undefined: nothing, so that everything is shown. */
const Found = createContext<ReadonlySet<SettingId> | undefined>(undefined);
export const FoundSettings = Found.Provider;

/** A row of the settings: it stays while others are looked for, out of sight. */
export function Setting({ id, children }: { readonly id: SettingId; readonly children: ReactNode }) {
  const found = useContext(Found);
  return (
    <div className="setting" data-setting={id} hidden={found !== undefined && !found.has(id)}>
      {children}
    </div>
  );
}
