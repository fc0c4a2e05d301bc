/** Fetches pictures that are to be shown, a few at a time, each once in a run. */
import type { FetchedPicture } from '../../../app/contract/avatars.ts';
import type { BareJid } from '../../../app/jid.ts';
import { call, db } from '../../data/link.ts';
import { asShown } from './square.ts';

const AT_ONCE = 4;

interface Wanted {
  readonly account: BareJid;
  readonly jid: BareJid;
  /** Undefined: nobody said which, so their card is asked. */
  readonly hash: string | undefined;
}

const waiting = new Map<string, Wanted>();
/** Asked for already, with whatever result: a picture that can't be had is not asked for again and again. */
const asked = new Set<string>();
let underWay = 0;

/** Returns the undo: who scrolls past does not want it any more. */
export function want(wanted: Wanted): () => void {
  const key = `${wanted.account} ${wanted.jid} ${wanted.hash ?? ''}`;
  if (asked.has(key)) return () => undefined;
  waiting.set(key, wanted);
  fetchNext();
  return () => void waiting.delete(key);
}

function fetchNext(): void {
  const next = waiting.entries().next();
  if (underWay >= AT_ONCE || next.done) return;
  const [key, wanted] = next.value;
  waiting.delete(key);
  asked.add(key);
  underWay += 1;
  void fetchOne(wanted)
    .then((again) => {
      if (again) asked.delete(key);
    })
    .catch((error: unknown) => console.warn('a picture could not be shown', error))
    .finally(() => {
      underWay -= 1;
      fetchNext();
    });
  fetchNext();
}

/** True: it may be asked for again, when it is wanted the next time. */
async function fetchOne({ account, jid, hash }: Wanted): Promise<boolean> {
  if (hash !== undefined && (await db.pictures.get(hash)) !== undefined) return false;
  const answer = await call('avatars/fetch', { account, jid, ...(hash === undefined ? {} : { hash }) });
  if (!answer.ok) return answer.fault.kind === 'offline' || answer.fault.kind === 'timeout';
  if (answer.value === null) return false;
  await keep(account, jid, answer.value);
  return false;
}

async function keep(account: BareJid, jid: BareJid, fetched: FetchedPicture): Promise<void> {
  const { hash, type, base64 } = fetched;
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const picture = await asShown(new Blob([bytes], { type }));
  await db.transaction('rw', db.avatars, db.pictures, async () => {
    await db.pictures.put({ hash, picture });
    const known = await db.avatars.get([account, jid]);
    if (known === undefined) await db.avatars.put({ account, jid, hash });
  });
}
