/** Whether more can be taken in; who reads from the network waits as long as not, and so, in the end, does the server. */
export interface Intake {
  full(): boolean;
  /** Told each change; must not throw. */
  onChange(listener: (full: boolean) => void): () => void;
}

export const endlessIntake: Intake = { full: () => false, onChange: () => () => {} };
