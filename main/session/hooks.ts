/** Calls the features' hooks in list order; one that throws is logged with its name and stops none of the others. */
import { type Log, reasonOf } from '../log.ts';
import type { Feature, Session } from '../xmpp/feature.ts';

export interface Hooks {
  begin(session: Session): void;
  /** One after the other, each awaited, as long as `current` says that the session still is. */
  online(session: Session, current: () => boolean): Promise<void>;
  resumed(session: Session): void;
  offline(ended: boolean): void;
  leaving(session: Session): void;
}

export function createHooks(features: readonly Feature[], log: Log): Hooks {
  const failed = (feature: Feature, hook: string, error: unknown) =>
    log.warn('feature failed', { feature: feature.name, hook, reason: reasonOf(error) });
  const each = (hook: string, call: (feature: Feature) => void) => {
    for (const feature of features) {
      try {
        call(feature);
      } catch (error) {
        failed(feature, hook, error);
      }
    }
  };
  return {
    begin: (session) => each('begin', (feature) => feature.begin?.(session)),
    async online(session, current) {
      for (const feature of features) {
        if (!current()) return;
        try {
          await feature.online?.(session);
        } catch (error) {
          failed(feature, 'online', error);
        }
      }
    },
    resumed: (session) => each('resumed', (feature) => feature.resumed?.(session)),
    offline: (ended) => each('offline', (feature) => feature.offline?.(ended)),
    leaving: (session) => each('leaving', (feature) => feature.leaving?.(session)),
  };
}
