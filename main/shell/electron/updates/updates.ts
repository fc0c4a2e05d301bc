/** The port to updates over electron-updater, which finds, fetches and checks a version. */
import { CancellationToken, type ProgressInfo, type UpdateInfo } from 'builder-util-runtime';
import type { AppUpdater } from 'electron-updater';
import { FaultError } from '../../../../app/fault.ts';
import { plainNotes } from '../../../../app/updates/notes.ts';
import type { Update, UpdateProblem } from '../../../../app/updates/update.ts';
import { UpdateError, type UpdatesPort } from '../../shell.ts';
import type { HttpsRequests } from './https-requests.ts';

export interface UpdaterParts {
  readonly updater: AppUpdater;
  readonly requests: HttpsRequests;
  readonly online: () => boolean;
  /** Resolves when the system has taken over what was fetched, where it has to; begun before fetching. */
  readonly takenOver?: () => Promise<void>;
}

export interface ElectronUpdates extends UpdatesPort {
  /** What was asked of `installAtQuit`, once everything else of Kith has ended. */
  readonly wanted: () => 'nothing' | 'install' | 'install-and-restart';
}

export function electronUpdates({ updater, requests, online, takenOver }: UpdaterParts): ElectronUpdates {
  // The field is not in its types; with an application of ours it is empty and has to be filled.
  Object.assign(updater, { httpExecutor: requests });
  updater.autoDownload = false;
  updater.fullChangelog = true;
  updater.allowDowngrade = false;
  updater.disableWebInstaller = true;
  // It would write down addresses and whole answers; what it throws is told anyway.
  updater.logger = null;

  let wanted: ReturnType<ElectronUpdates['wanted']> = 'nothing';
  /** electron-updater fetches once at a time: who asks while a cancelled one is ending gets that one's end. */
  let fetching: Promise<unknown> = Promise.resolve();

  return {
    elsewhere: undefined,
    online,
    reachBy: (tunnel) => requests.reachBy(tunnel),
    wanted: () => wanted,
    installAtQuit(restart) {
      wanted = restart ? 'install-and-restart' : 'install';
    },
    async check() {
      try {
        const result = await updater.checkForUpdates();
        return result?.isUpdateAvailable === true ? updateOf(result.updateInfo) : undefined;
      } catch (error) {
        // A source before its first release.
        if (codeOf(error) === 'ERR_UPDATER_NO_PUBLISHED_VERSIONS') return undefined;
        throw updateError(error);
      }
    },
    async download(onShare, signal) {
      await fetching;
      if (signal.aborted) return;
      const token = new CancellationToken();
      const onProgress = ({ percent }: ProgressInfo) => onShare(Math.floor(percent) / 100);
      const cancel = () => token.cancel();
      signal.addEventListener('abort', cancel);
      updater.on('download-progress', onProgress);
      const over = takenOver?.();
      // Heard even if fetching fails first.
      over?.catch(() => undefined);
      const fetched = updater.downloadUpdate(token);
      fetching = fetched.catch(() => undefined);
      try {
        await fetched;
        await over;
      } catch (error) {
        throw updateError(error);
      } finally {
        signal.removeEventListener('abort', cancel);
        updater.off('download-progress', onProgress);
      }
    },
  };
}

function updateOf({ version, releaseNotes, files }: UpdateInfo): Update {
  const notes =
    typeof releaseNotes === 'string'
      ? releaseNotes
      : (releaseNotes ?? []).map((each) => `<h2>${each.version}</h2>\n${each.note ?? ''}`).join('\n');
  const sizes = files.flatMap(({ size }) => size ?? []);
  return { version, notes: plainNotes(notes), ...(sizes.length === 0 ? {} : { size: Math.max(...sizes) }) };
}

const PROBLEMS: Readonly<Record<string, UpdateProblem>> = {
  ERR_CHECKSUM_MISMATCH: 'spoiled',
  ERR_UPDATER_INVALID_SIGNATURE: 'spoiled',
  ENOSPC: 'no-room',
  EDQUOT: 'no-room',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  EROFS: 'not-allowed',
  ENOTFOUND: 'unreachable',
  EAI_AGAIN: 'unreachable',
  ECONNREFUSED: 'unreachable',
  ECONNRESET: 'unreachable',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'unreachable',
  EPIPE: 'unreachable',
};

function updateError(error: unknown): UpdateError {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  // The proxy's.
  if (error instanceof FaultError) return new UpdateError('unreachable', message);
  return new UpdateError(PROBLEMS[code] ?? guessed(code, message), code === '' ? firstLine(message) : code);
}

/** Those that come without a code of their own, and the families of codes. */
function guessed(code: string, message: string): UpdateProblem {
  if (/^(ERR_UPDATER_|HTTP_ERROR_)/.test(code) || /redirect|status \d{3}/.test(message)) return 'answer';
  if (/timed out|aborted|socket hang up/.test(message)) return 'unreachable';
  if (/certificate|CERT_|SSL|TLS/.test(`${code} ${message}`)) return 'unreachable';
  return 'other';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** The rest is the source's answer, whole. */
function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 200);
}
