import './Progress.css';

interface ProgressProps {
  /** In words, with the numbers. */
  readonly label: string;
  readonly value: number;
  readonly max: number;
}

/** How far something of known length is; read out as it changes. */
export function Progress({ label, value, max }: ProgressProps) {
  return (
    <div className="ui-progress" role="status">
      <span className="tabular">{label}</span>
      <progress value={value} max={max} aria-hidden />
    </div>
  );
}
