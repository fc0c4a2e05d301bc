/** A newer version: whether there is one, what is new in it, and each step to it, which only a person takes. */
import type { ReactNode } from 'react';
import type { Update, UpdateState } from '../../../app/updates/update.ts';
import { call } from '../../data/link.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { bytesInWords } from '../storage/usage.ts';
import { useUpdates } from './store.ts';
import './UpdatesPanel.css';

type In<P extends UpdateState['phase']> = Extract<UpdateState, { readonly phase: P }>;

export function UpdatesPanel() {
  const update = useUpdates((state) => state.update);
  switch (update.phase) {
    case 'elsewhere':
      return <Elsewhere state={update} />;
    case 'idle':
    case 'checking':
      return <UpToDate state={update} />;
    case 'available':
      return <Available update={update.update} />;
    case 'downloading':
      return <Downloading state={update} />;
    case 'ready':
      return <Ready state={update} />;
    case 'failed':
      return <Failed state={update} />;
  }
}

function Elsewhere({ state }: { readonly state: In<'elsewhere'> }) {
  const t = useT();
  return <p className="quiet">{t(`updates.elsewhere.${state.why}`)}</p>;
}

function UpToDate({ state }: { readonly state: In<'idle' | 'checking'> }) {
  const { t, listTime } = useI18n();
  const lookedAt = state.phase === 'idle' ? state.lookedAt : null;
  return (
    <div className="settings-line">
      <Button busy={state.phase === 'checking'} onClick={() => void call('updates/check', {})}>
        {t('updates.check')}
      </Button>
      {lookedAt !== null && (
        <span className="quiet" role="status">
          {t('updates.none', { time: listTime(lookedAt, Date.now()) })}
        </span>
      )}
    </div>
  );
}

function Available({ update }: { readonly update: Update }) {
  const { t, tag } = useI18n();
  const size = update.size === undefined ? '' : ` (${bytesInWords(update.size, tag)})`;
  return (
    <Version update={update} title={t('updates.available', { version: update.version })}>
      <Button look="primary" onClick={() => void call('updates/download', {})}>
        {t('updates.download')}
        {size}
      </Button>
    </Version>
  );
}

function Downloading({ state }: { readonly state: In<'downloading'> }) {
  const t = useT();
  const percent = Math.round(state.share * 100);
  return (
    <Version update={state.update} title={t('updates.available', { version: state.update.version })}>
      <Progress label={t('updates.downloading', { percent })} value={percent} max={100} />
      <Button onClick={() => void call('updates/cancel', {})}>{t('common.cancel')}</Button>
    </Version>
  );
}

function Ready({ state }: { readonly state: In<'ready'> }) {
  const t = useT();
  return (
    <Version
      update={state.update}
      title={t('updates.ready', { version: state.update.version })}
      text={t('updates.ready.text')}
    >
      <Button look="primary" busy={state.restarting} onClick={() => void call('updates/restart', {})}>
        {t('updates.restart')}
      </Button>
    </Version>
  );
}

function Failed({ state }: { readonly state: In<'failed'> }) {
  const t = useT();
  const { update, problem } = state;
  return (
    <Banner
      tone="warning"
      title={
        update === undefined ? t('updates.failed.check') : t('updates.failed.download', { version: update.version })
      }
      actions={
        <Button size="small" onClick={() => void call(update === undefined ? 'updates/check' : 'updates/download', {})}>
          {t('common.retry')}
        </Button>
      }
    >
      <p>{t(`updates.problem.${problem}`)}</p>
    </Banner>
  );
}

interface VersionProps {
  readonly update: Update;
  readonly title: string;
  readonly text?: string;
  /** What can be done. */
  readonly children: ReactNode;
}

function Version({ update, title, text, children }: VersionProps) {
  const t = useT();
  return (
    <div className="update">
      <p className="update-title" role="status">
        {title}
      </p>
      {text !== undefined && <p className="quiet">{text}</p>}
      <div className="settings-line">{children}</div>
      {update.notes !== '' && (
        // Scrolled by the keyboard, too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: nothing in it takes the focus
        <section className="update-notes selectable break-anywhere" aria-label={t('updates.notes')} tabIndex={0}>
          {update.notes}
        </section>
      )}
    </div>
  );
}
