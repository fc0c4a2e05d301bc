/** What may be opened outside: nothing that starts a program or reads a file. xmpp: is ours (app/links). */
const SCHEMES: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);

/** The link as the system gets it: parsed and written anew; undefined when it is refused. */
export function allowedLink(url: string): string | undefined {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return undefined;
  }
  if (!SCHEMES.has(parsed.protocol)) return undefined;
  // A name or password in a web address serves to disguise where it leads.
  if (parsed.username !== '' || parsed.password !== '') return undefined;
  return parsed.href;
}
