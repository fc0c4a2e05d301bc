import type { TriedWay } from '../../../app/contract/network.ts';
import { faultWords } from '../../../app/i18n/fault-words.ts';
import { useT } from '../../i18n/i18n.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { wayWords } from './way-words.ts';

/** What came of trying, for each account. */
export function TriedWays({ ways }: { readonly ways: readonly TriedWay[] | undefined }) {
  const t = useT();
  return (
    <div className="proxy-form-tried" role="status">
      {ways?.map(({ account, outcome }) => {
        if (outcome.ok) {
          return (
            <Banner key={account} title={t('network.tried', { account })}>
              {wayWords(t, outcome.value)}
            </Banner>
          );
        }
        const { title, advice } = faultWords(t, outcome.fault);
        return (
          <Banner key={account} tone="danger" urgent={false} title={title}>
            <p>{advice}</p>
            <p className="quiet">{account}</p>
          </Banner>
        );
      })}
    </div>
  );
}
