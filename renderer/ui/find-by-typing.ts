/** The row that typed letters lead to: the next that begins with them; one letter again and again walks on. */
export function findByTyping<T>(
  items: readonly T[],
  textOf: (item: T) => string,
  typed: string,
  from: number,
): number | undefined {
  const repeated = [...typed].every((letter) => letter === typed[0]);
  const wanted = (repeated ? (typed[0] ?? '') : typed).toLocaleLowerCase();
  const first = repeated ? from + 1 : from;
  for (let step = 0; step < items.length; step++) {
    const index = (first + step) % items.length;
    const item = items[index];
    if (item !== undefined && textOf(item).toLocaleLowerCase().startsWith(wanted)) return index;
  }
  return undefined;
}
