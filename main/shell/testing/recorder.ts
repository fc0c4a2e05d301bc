/** Remembers what it is given under each event or setter, and calls it back. */
export function recorder() {
  const given = new Map<string, ((...args: never[]) => unknown)[]>();
  const keep = (name: string, listener: unknown) => {
    given.set(name, [...(given.get(name) ?? []), listener as (...args: never[]) => unknown]);
  };
  return {
    keep,
    on: (name: string, listener: unknown) => keep(name, listener),
    call: (name: string, ...args: unknown[]) =>
      (given.get(name) ?? []).map((listener) => (listener as (...all: unknown[]) => unknown)(...args)),
  };
}
