/** What a person does with an account, and what they are told of it. */
import type { AccountInfo } from '../../../app/contract/account.ts';
import type { Fault, Outcome } from '../../../app/fault.ts';
import { faultLine } from '../../../app/i18n/fault-words.ts';
import type { Translate } from '../../../app/i18n/translator.ts';
import type { BareJid } from '../../../app/jid.ts';
import type { OwnPresence } from '../../../app/roster/presence.ts';
import { call } from '../../data/link.ts';
import { copyText } from '../../ui/copy-text.ts';
import { showToast } from '../../ui/toasts.ts';
import { openAccountDialog } from './account-dialogs.ts';

/** For one account, or for all. */
export async function setPresence(t: Translate, presence: OwnPresence, account?: BareJid): Promise<void> {
  tellFault(t, await call('account/set-presence', { account, ...presence }));
}

export async function signOut(t: Translate, account: BareJid): Promise<void> {
  const answer = await call('account/sign-out', { account });
  if (answer.ok) showToast(t('account.signedOut.toast', { account }));
  else tellFault(t, answer);
}

/** Signs in again with the kept password; where none is kept, or it is wrong by now, asks for it. */
export async function resume(t: Translate, info: AccountInfo): Promise<void> {
  const { account } = info;
  if (info.secret === 'run') return openAccountDialog({ kind: 'sign-in', account });
  const answer = await call('account/resume', { account });
  if (answer.ok) return;
  if (answer.fault.kind === 'credentials') openAccountDialog({ kind: 'sign-in', account });
  else if (answer.fault.kind === 'certificate') openAccountDialog({ kind: 'connection', account });
  else tellFault(t, answer);
}

/** Tries to connect now; that it did not succeed is seen at the connection itself. */
export async function tryNow(t: Translate, account: BareJid): Promise<void> {
  tellFault(t, await call('account/reconnect', { account }));
}

/** Gives the fault, if it is still there. */
export async function removeAccount(t: Translate, account: BareJid): Promise<Fault | undefined> {
  const answer = await call('account/remove', { account });
  if (!answer.ok) return answer.fault;
  showToast(t('account.removed', { account }));
  return undefined;
}

export async function copyAddress(t: Translate, account: BareJid): Promise<void> {
  if (await copyText(account)) showToast(t('account.addressCopied'));
}

function tellFault(t: Translate, answer: Outcome<unknown>): void {
  if (!answer.ok) showToast(faultLine(t, answer.fault), { tone: 'danger' });
}
