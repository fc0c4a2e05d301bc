import { Ellipsis } from 'lucide-react';
import { memo, type ReactNode } from 'react';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import type { BareJid } from '../../../app/jid.ts';
import { NO_GROUP } from '../../../app/roster/groups.ts';
import { useT } from '../../i18n/i18n.tsx';
import { CollapsibleHeader } from '../../ui/Collapsible.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useRosterActions } from './actions.ts';
import { groupMenu } from './group-menu.tsx';
import './GroupLine.css';

interface GroupLineProps {
  readonly account: BareJid;
  readonly name: string;
  readonly title: string;
  readonly open: boolean;
  readonly online: number;
  readonly total: number;
}

export const GroupLine = memo(function GroupLine({ account, name, title, open, online, total }: GroupLineProps) {
  const t = useT();
  const actions = useRosterActions();
  return (
    <CollapsibleHeader
      plain
      className="group-line"
      title={<span lang={scriptLanguage(name)}>{title}</span>}
      open={open}
      end={
        <>
          {name !== NO_GROUP && (
            <Menu
              trigger={
                <IconButton
                  className="group-line-more"
                  label={t('common.more')}
                  icon={<Ellipsis />}
                  size="small"
                  tabIndex={-1}
                />
              }
              items={() => groupMenu({ t, actions, account, name, open })}
              align="end"
            />
          )}
          <Count empty={total === 0}>
            {total === 0 ? t('roster.emptyGroup') : t('roster.ofTotal', { online, total })}
          </Count>
        </>
      }
    />
  );
});

function Count({ empty, children }: { readonly empty: boolean; readonly children: ReactNode }) {
  return <span className={empty ? 'group-line-hint one-line' : 'group-line-count tabular'}>{children}</span>;
}
