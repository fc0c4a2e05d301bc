import { type RefObject, useEffect, useState } from 'react';
import type { SettingsSection } from '../../../app/settings/sections.ts';

/** The section at the top of the page: the last whose beginning was scrolled to. `shown`: of what the page is made. */
export function useSectionInView(page: RefObject<HTMLElement | null>, shown: string): SettingsSection | undefined {
  const [inView, setInView] = useState<SettingsSection>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with other rows another one is at the top
  useEffect(() => {
    const root = page.current;
    if (root === null) return;
    const read = () => {
      const sections = [...root.querySelectorAll<HTMLElement>('[data-section]:not([hidden])')];
      const top = root.getBoundingClientRect().top + root.clientHeight / 4;
      const passed = sections.findLast((section) => section.getBoundingClientRect().top <= top) ?? sections[0];
      setInView(passed?.dataset.section as SettingsSection | undefined);
    };
    read();
    root.addEventListener('scroll', read, { passive: true });
    return () => root.removeEventListener('scroll', read);
  }, [page, shown]);
  return inView;
}
