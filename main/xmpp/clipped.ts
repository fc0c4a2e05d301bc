/** What fits of a text that somebody else wrote, in whole characters. `units`: of UTF-16. */
export function clipped(text: string, units: number): string {
  return text.length <= units ? text : text.slice(0, units).replace(/[\uD800-\uDBFF]$/, '');
}
