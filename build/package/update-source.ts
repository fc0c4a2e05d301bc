/** Where packages look for the next version, as electron-builder wants it: it becomes their app-update.yml. */

export type UpdateSource =
  | { readonly provider: 'github'; readonly owner: string; readonly repo: string }
  | { readonly provider: 'generic'; readonly url: string };

/** `github:OWNER/NAME`, or the https: address of a folder; throws at anything else. */
export function updateSource(text: string | undefined): UpdateSource | undefined {
  if (text === undefined || text === '') return undefined;
  const [, owner, repo] = /^github:([\w.-]+)\/([\w.-]+)$/.exec(text) ?? [];
  if (owner !== undefined && repo !== undefined) return { provider: 'github', owner, repo };
  // The program refuses what does not come over TLS.
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return { provider: 'generic', url: text };
  throw new Error(`KITH_UPDATES: '${text}' is neither github:OWNER/NAME nor an https: address`);
}
