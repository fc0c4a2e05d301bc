/** What the counter uses of @xmpp/client, which ships no types. */
declare module '@xmpp/client' {
  import type { Element } from '@xmpp/xml';

  export interface Client {
    on(event: 'stanza', listener: (stanza: Element) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    start(): Promise<unknown>;
  }
  export function client(options: { service: string; domain: string; username: string; password: string }): Client;
}
