/** The language of the page, for components. */
import { createContext, type ReactNode, useContext, useLayoutEffect } from 'react';
import type { Translate, Translator } from '../../app/i18n/translator.ts';

const I18nContext = createContext<Translator | null>(null);

export function I18nProvider(props: { readonly translator: Translator; readonly children: ReactNode }) {
  const { translator } = props;
  useLayoutEffect(() => {
    document.documentElement.lang = translator.tag;
  }, [translator]);
  return <I18nContext value={translator}>{props.children}</I18nContext>;
}

/** Words, dates, lists. */
export function useI18n(): Translator {
  const translator = useContext(I18nContext);
  if (translator === null) throw new Error('useI18n outside of I18nProvider');
  return translator;
}

/** Words only. */
export function useT(): Translate {
  return useI18n().t;
}
