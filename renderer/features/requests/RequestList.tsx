import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Contact } from '../../../app/roster/outline.ts';
import { goTo, useNavigation } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button } from '../../ui/Button.tsx';
import { VirtualList, type VirtualListHandle } from '../../ui/VirtualList.tsx';
import { type Conversation, conversationKey } from '../chat/conversations.ts';
import { useSettings } from '../settings/store.ts';
import { AnswerRow, ReceivedRow, SentRow, StrangerRow } from './RequestRows.tsx';
import { type Answered, dismissAnswers, type Received, requestKey } from './requests.ts';
import type { Selection } from './use-selection.ts';

interface RequestListProps {
  readonly received: readonly Received[];
  readonly sent: readonly Contact[];
  readonly answered: readonly Answered[];
  /** Whose messages the person wants here. */
  readonly strangers: readonly Conversation[];
  readonly current: Received | undefined;
  readonly selection: Selection;
}

type Row =
  | { readonly kind: 'heading'; readonly of: Part; readonly count: number }
  | { readonly kind: 'received'; readonly received: Received }
  | { readonly kind: 'answer'; readonly answered: Answered }
  | { readonly kind: 'sent'; readonly contact: Contact }
  | { readonly kind: 'stranger'; readonly conversation: Conversation };
type Part = 'received' | 'answers' | 'sent' | 'strangers';

export function RequestList(props: RequestListProps) {
  const { received, sent, answered, strangers, current, selection } = props;
  const t = useT();
  const onlyContacts = useSettings((settings) => settings.strangers === 'contacts');
  const [unfolded, setUnfolded] = useState(false);
  const isShown = unfolded || !onlyContacts;
  const list = useRef<VirtualListHandle>(null);
  const target = useNavigation((state) => state.request);
  const targetKey = target === null ? null : `received ${requestKey(target)}`;
  useEffect(() => {
    if (targetKey !== null) list.current?.scrollTo(targetKey);
  }, [targetKey]);

  const rows: Row[] = [
    ...section(
      received.length,
      'received',
      received.map((each): Row => ({ kind: 'received', received: each })),
    ),
    ...section(
      answered.length,
      'answers',
      answered.map((each): Row => ({ kind: 'answer', answered: each })),
    ),
    ...section(
      sent.length,
      'sent',
      sent.map((contact): Row => ({ kind: 'sent', contact })),
    ),
    ...section(
      strangers.length,
      'strangers',
      (isShown ? strangers : []).map((conversation): Row => ({ kind: 'stranger', conversation })),
    ),
  ];

  function renderRow(row: Row) {
    switch (row.kind) {
      case 'received':
        return (
          <ReceivedRow received={row.received} checked={selection.isChosen(row.received)} onCheck={selection.toggle} />
        );
      case 'answer':
        return <AnswerRow answered={row.answered} />;
      case 'sent':
        return <SentRow contact={row.contact} />;
      case 'stranger':
        return <StrangerRow conversation={row.conversation} />;
      case 'heading':
        return (
          <div className="request-heading">
            <h2>{`${t(`requests.${row.of}`)} · ${row.count}`}</h2>
            {row.of === 'received' && row.count > 1 && (
              <label>
                <input
                  type="checkbox"
                  className="request-row-check"
                  aria-label={t('requests.selectAll')}
                  checked={selection.chosen.length === row.count}
                  onChange={selection.toggleAll}
                />
              </label>
            )}
            {row.of === 'answers' && row.count > 1 && (
              <Button
                look="quiet"
                size="small"
                onClick={() => void dismissAnswers(answered.map((each) => each.answer))}
              >
                {t('requests.answer.dismissAll')}
              </Button>
            )}
            {row.of === 'strangers' && onlyContacts && (
              <Button look="quiet" size="small" aria-expanded={isShown} onClick={() => setUnfolded(!unfolded)}>
                {t(isShown ? 'requests.strangers.hide' : 'requests.strangers.show')}
              </Button>
            )}
          </div>
        );
    }
  }

  function activate(row: Row): void {
    if (row.kind === 'received') {
      const { account, from } = row.received.request;
      selection.clear();
      useNavigation.setState({ request: { account, from }, mainOpen: true });
    } else if (row.kind === 'sent') goTo({ to: 'contact', account: row.contact.account, jid: row.contact.jid });
    else if (row.kind === 'answer') {
      const { account, jid } = row.answered.answer;
      goTo({ to: 'contact', account, jid });
    } else if (row.kind === 'stranger') {
      const { account, peer } = row.conversation.row;
      goTo({ to: 'conversation', account, peer });
    }
  }

  /** Space selects, as a press on the box does; Enter shows. */
  function pressKey(event: KeyboardEvent, row: Row): void {
    if (event.key !== ' ' || row.kind !== 'received') return;
    event.preventDefault();
    selection.toggle(row.received);
  }

  return (
    <>
      <VirtualList
        ref={list}
        label={t('frame.requests')}
        items={rows}
        keyOf={keyOf}
        rowHeight={rowHeight}
        renderRow={renderRow}
        rowProps={(row) =>
          row.kind === 'received' && row.received === current && selection.chosen.length === 0
            ? { 'aria-current': 'true' }
            : {}
        }
        onActivate={activate}
        onRowKey={pressKey}
      />
      {selection.chosen.length > 0 && (
        <div className="requests-bar">
          <Button look="primary" onClick={() => useNavigation.setState({ mainOpen: true })}>
            {t('requests.answerSelected', { count: selection.chosen.length })}
          </Button>
        </div>
      )}
    </>
  );
}

function section(count: number, of: Part, rows: readonly Row[]): readonly Row[] {
  return count === 0 ? [] : [{ kind: 'heading', of, count }, ...rows];
}

function keyOf(row: Row): string {
  switch (row.kind) {
    case 'heading':
      return row.of;
    case 'received':
      return `received ${requestKey(row.received.request)}`;
    case 'answer':
      return `answer ${row.answered.answer.account} ${row.answered.answer.jid}`;
    case 'sent':
      return `sent ${row.contact.account} ${row.contact.jid}`;
    case 'stranger':
      return `stranger ${conversationKey(row.conversation.row)}`;
  }
}

/** In rem. */
const rowHeight = (row: Row) => (row.kind === 'heading' ? 2.5 : 3.75);
