/** The names of everything that passes between the preload script and the main process. */
export const CHANNELS = {
  /** Page to main, with an answer: name and arguments of a call. */
  call: 'kith:call',
  /** Page to main: from now on messages are heard. */
  listening: 'kith:listening',
  /** Main to page: messages, many at a time. */
  messages: 'kith:messages',
} as const;

/** What a call comes back as; the reason of a failure stays in main. */
export type CallAnswer = { readonly kind: 'answer'; readonly value: unknown } | { readonly kind: 'failure' };
