/** The answers, each with a line on what it does. */
import { Ellipsis } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type Answer, canAddBack } from '../../../app/requests/answer.ts';
import type { RosterItem } from '../../../app/roster/item.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Button, type ButtonProps } from '../../ui/Button.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { useLongerThan } from '../../ui/Skeleton.tsx';
import './AnswerChoices.css';

/**
 * How long (ms) a request is on the screen before it can be answered. When one goes and the next takes its place, the
 * press that was meant for the first must not answer the second.
 */
const SETTLING = 400;

interface AnswerChoicesProps {
  /** Who is answered; undefined for several at once. */
  readonly contact: RosterItem | undefined;
  readonly onAnswer: (answer: Answer) => Promise<void>;
}

/** Give it the request as `key`: each one settles anew. */
export function AnswerChoices({ contact, onAnswer }: AnswerChoicesProps) {
  const t = useT();
  const [pressed, setPressed] = useState<Answer | null>(null);
  const settled = useLongerThan(SETTLING, true);
  const back = canAddBack(contact);

  async function answer(choice: Answer): Promise<void> {
    setPressed(choice);
    await onAnswer(choice);
    setPressed(null);
  }

  const choice = (name: Answer, look: NonNullable<ButtonProps['look']>): ButtonProps => ({
    look,
    disabled: !settled || (pressed !== null && pressed !== name),
    busy: pressed === name,
    onClick: () => void answer(name),
  });

  return (
    <div className="answer-choices">
      {back && (
        <Line detail={t('requests.acceptBack.detail')}>
          <Button {...choice('accept-back', 'primary')}>{t('requests.acceptBack')}</Button>
        </Line>
      )}
      <Line detail={t(back ? 'requests.accept.detail' : 'requests.accept.seen')}>
        <Button {...choice('accept', back ? 'secondary' : 'primary')}>{t('requests.accept')}</Button>
      </Line>
      <Line detail={t('requests.decline.detail')}>
        <Button {...choice('decline', 'quiet')}>{t('requests.decline')}</Button>
        <Menu
          trigger={
            <IconButton label={t('requests.moreAnswers')} icon={<Ellipsis />} disabled={!settled || pressed !== null} />
          }
          items={() => [
            {
              label: t('requests.declineBlock'),
              detail: t('requests.declineBlock.detail'),
              danger: true,
              onSelect: () => void answer('decline-block'),
            },
          ]}
        />
      </Line>
    </div>
  );
}

function Line({ detail, children }: { readonly detail: string; readonly children: ReactNode }) {
  return (
    <div className="answer-choice">
      <div className="answer-choice-buttons">{children}</div>
      <p className="quiet">{detail}</p>
    </div>
  );
}
