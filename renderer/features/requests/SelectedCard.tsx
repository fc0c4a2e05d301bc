import type { Answer } from '../../../app/requests/answer.ts';
import { useNavigation } from '../../frame/navigation.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Progress } from '../../ui/Progress.tsx';
import { AnswerChoices } from './AnswerChoices.tsx';
import { useAnswering, useAnswers } from './answering.ts';
import type { Selection } from './use-selection.ts';

/** One answer for all that are selected. */
export function SelectedCard({ selection }: { readonly selection: Selection }) {
  const t = useT();
  const answers = useAnswers();
  const progress = useAnswering((state) => state.progress);

  async function answer(choice: Answer): Promise<void> {
    await answers.many(selection.chosen, choice);
    selection.clear();
    useNavigation.setState({ mainOpen: false });
  }

  return (
    <div className="request-card">
      <p>{t('requests.selected.advice')}</p>
      <AnswerChoices contact={undefined} onAnswer={answer} />
      {progress !== null && (
        <Progress label={t('requests.progress', progress)} value={progress.done} max={progress.total} />
      )}
    </div>
  );
}
