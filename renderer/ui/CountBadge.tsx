import './CountBadge.css';

export interface CountBadgeProps {
  readonly count: number;
  /** Read out in place of the bare number. */
  readonly label?: string;
  /** Counts, but does not ask for attention (a muted conversation). */
  readonly quiet?: boolean;
}

/** Nothing at zero. */
export function CountBadge({ count, label, quiet = false }: CountBadgeProps) {
  if (count <= 0) return null;
  const shown = count > 999 ? '999+' : String(count);
  return (
    <span className="ui-count" data-quiet={quiet || undefined}>
      <span aria-hidden={label !== undefined}>{shown}</span>
      {label !== undefined && <span className="for-readers">{label}</span>}
    </span>
  );
}
