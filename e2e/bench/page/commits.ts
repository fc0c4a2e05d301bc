/**
 * Loaded before React, which tells a developer tool of each commit also in production. Counts the components that were
 * rendered for it (new ones are told apart), and in which rows of a tree they stand.
 */

/** What is read of React 19's fibers (packages/react-reconciler/src/ReactInternalTypes.js). */
interface Fiber {
  readonly tag: number;
  readonly flags: number;
  readonly alternate: Fiber | null;
  readonly child: Fiber | null;
  readonly sibling: Fiber | null;
  readonly return: Fiber | null;
  readonly stateNode: unknown;
}

export interface Commits {
  commits: number;
  /** Components rendered again. */
  rendered: number;
  /** Components rendered for the first time. */
  mounted: number;
  /** Rows in which something was rendered again, each once a commit. */
  contacts: number;
  groups: number;
  /** Components rendered again that stand in no row. */
  outside: number;
}

/** ReactWorkTags.js: function, class, forwardRef, memo, simple memo. */
const COMPONENTS = [0, 1, 11, 14, 15];
/** ReactFiberFlags.js: "Used by React Devtools". */
const PERFORMED_WORK = 1;

const none = (): Commits => ({ commits: 0, rendered: 0, mounted: 0, contacts: 0, groups: 0, outside: 0 });
let counted = none();

/** The row that a component's first element is in, or is. */
function rowOf(fiber: Fiber): Element | null {
  let below: Fiber | null = fiber;
  while (below !== null && !(below.stateNode instanceof Element)) below = below.child;
  let above: Fiber | null = fiber;
  while (above !== null && !(above.stateNode instanceof Element)) above = above.return;
  const element = (below ?? above)?.stateNode;
  return element instanceof Element ? element.closest('[role="treeitem"]') : null;
}

function walk(fiber: Fiber, rows: Set<Element>): void {
  const before = fiber.alternate;
  if (COMPONENTS.includes(fiber.tag)) {
    if (before === null) counted.mounted += 1;
    else if ((fiber.flags & PERFORMED_WORK) !== 0) {
      counted.rendered += 1;
      const row = rowOf(fiber);
      if (row === null) counted.outside += 1;
      else rows.add(row);
    }
  }
  // The same children as before: React did not go below, and what the flags say there is old.
  if (before !== null && before.child === fiber.child) return;
  for (let child = fiber.child; child !== null; child = child.sibling) walk(child, rows);
}

Object.assign(window, {
  __REACT_DEVTOOLS_GLOBAL_HOOK__: {
    supportsFiber: true,
    renderers: new Map(),
    inject: () => 1,
    checkDCE: () => undefined,
    onCommitFiberUnmount: () => undefined,
    onPostCommitFiberRoot: () => undefined,
    onCommitFiberRoot(_renderer: number, root: { readonly current: Fiber }) {
      counted.commits += 1;
      const rows = new Set<Element>();
      walk(root.current, rows);
      for (const row of rows) {
        if (row.querySelector('.contact-line') === null) counted.groups += 1;
        else counted.contacts += 1;
      }
    },
  },
  /** What was counted since the last call. */
  takeCommits(): Commits {
    const taken = counted;
    counted = none();
    return taken;
  },
});
