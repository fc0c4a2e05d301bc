import type { AttemptFacts } from '../../../app/contract/diagnostics.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import './AttemptTable.css';

/** Lines at once; the report has all of them. */
const SHOWN = 10;

export function AttemptTable({ attempts }: { readonly attempts: readonly AttemptFacts[] }) {
  const { t, tag, number } = useI18n();
  if (attempts.length === 0) return <p className="quiet">{t('diagnostics.attempts.none')}</p>;
  const time = new Intl.DateTimeFormat(tag, { timeStyle: 'medium' });
  const seconds = (ms: number | undefined) =>
    ms === undefined ? '' : t('diagnostics.seconds', { seconds: number(Math.round(ms / 10) / 100) });
  return (
    <table className="attempt-table tabular selectable">
      <caption>{t('diagnostics.attempts')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('diagnostics.attempts.when')}</th>
          <th scope="col">{t('diagnostics.attempts.reached')}</th>
          <th scope="col">{t('diagnostics.attempts.took')}</th>
          <th scope="col">{t('diagnostics.attempts.result')}</th>
        </tr>
      </thead>
      <tbody>
        {attempts.slice(0, SHOWN).map(({ at, reached, took, fault }) => (
          <tr key={at}>
            <td>{time.format(at)}</td>
            <td>{t(`diagnostics.reached.${reached}`)}</td>
            <td>{seconds(took)}</td>
            <td className="break-anywhere">{fault}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
