/** Where the page is to go: at once, or as soon as it is there (again). */
import type { LiveEvent } from '../app/contract/contract.ts';
import type { Route } from '../app/contract/settings.ts';

export interface Routes {
  goTo(route: Route): void;
  /** The page listens. */
  pageReady(): void;
  pageGone(): void;
}

export function createRoutes(live: (event: LiveEvent) => void): Routes {
  let isThere = false;
  /** A person who pressed twice wants to get to the second. */
  let waiting: Route | undefined;

  return {
    goTo(route) {
      if (isThere) live({ type: 'desktop/go-to', route });
      else waiting = route;
    },
    pageReady() {
      isThere = true;
      if (waiting !== undefined) live({ type: 'desktop/go-to', route: waiting });
      waiting = undefined;
    },
    pageGone() {
      isThere = false;
    },
  };
}
