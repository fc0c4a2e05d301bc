/** The programs with which a contact is online. What only a technician wants to know is folded. */
import { ChevronRight } from 'lucide-react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { sees } from '../../../app/roster/item.ts';
import type { Contact } from '../../../app/roster/outline.ts';
import type { ResourcePresence } from '../../../app/roster/presence.ts';
import { useI18n, useT } from '../../i18n/i18n.tsx';
import { PresenceDot } from '../../ui/PresenceDot.tsx';
import { isOnline, useAccount } from '../account/store.ts';
import { usePresence } from './presence-store.ts';
import { Section } from './Section.tsx';
import './Devices.css';

export function Devices({ contact }: { readonly contact: Contact }) {
  const t = useT();
  const online = isOnline(useAccount(contact.account));
  const presence = usePresence(contact.account, contact.jid);
  const devices = online ? (presence?.resources ?? []) : [];
  const nothing =
    presence?.unreachable === true
      ? t('roster.page.unreachable')
      : t(sees(contact) && online ? 'roster.page.noDevices' : 'roster.page.devicesUnknown');
  return (
    <Section title={t('roster.page.devices')}>
      {devices.length === 0 ? (
        <p className="quiet">{nothing}</p>
      ) : (
        <ul className="devices">
          {devices.map((device) => (
            <Device key={device.resource} device={device} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Device({ device }: { readonly device: ResourcePresence }) {
  const { t, listTime, number, fullTime } = useI18n();
  const { client, resource, show, status, priority, since } = device;
  return (
    <li>
      <details>
        <summary>
          <PresenceDot presence={show} silent />
          <span className="devices-words">
            <span className="break-anywhere">{client ?? t('roster.page.device')}</span>
            <span className="quiet break-anywhere">
              {t(`common.presence.${show}`)}
              {status !== undefined && <span lang={scriptLanguage(status)}>{` · ${status}`}</span>}
            </span>
          </span>
          <span className="quiet tabular">{listTime(since, Date.now())}</span>
          <ChevronRight className="devices-mark" size="1rem" aria-hidden />
        </summary>
        <dl>
          <dt>{t('roster.page.resource')}</dt>
          <dd className="selectable break-anywhere">{resource}</dd>
          <dt>{t('roster.page.priority')}</dt>
          <dd className="tabular">{number(priority)}</dd>
          <dt>{t('roster.page.since')}</dt>
          <dd>{fullTime(since)}</dd>
        </dl>
      </details>
    </li>
  );
}
