/** One or two letters that stand for somebody: of the first and last word; of a Han or Hangul name the last two. */
export function initialsOf(name: string): string {
  const words = name
    .trim()
    .split(/[\s._-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word));
  const [first, last] = [words[0], words.at(-1)];
  if (first === undefined || last === undefined) return '?';
  if (words.length === 1 && /^[\p{Script=Han}\p{Script=Hangul}]+$/u.test(first)) return [...first].slice(-2).join('');
  const letters = words.length === 1 ? [letterOf(first)] : [letterOf(first), letterOf(last)];
  return letters.join('').toLocaleUpperCase();
}

function letterOf(word: string): string {
  return /[\p{L}\p{N}]\p{M}*/u.exec(word)?.[0] ?? '';
}
