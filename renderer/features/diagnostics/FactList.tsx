import type { ReactNode } from 'react';
import './FactList.css';

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values in two columns, one under the other where it is narrow. */
export function FactList({ facts }: { readonly facts: readonly (Fact | false)[] }) {
  return (
    <dl className="fact-list">
      {facts
        .filter((fact) => fact !== false)
        .map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="tabular selectable break-anywhere">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
