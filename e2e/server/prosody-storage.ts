/**
 * Prosody's internal storage, written directly: accounts, rosters and archives that are there before anybody signs in,
 * thousands of them in a second. It is what the server itself would have written (util/datamanager.lua).
 */
import { randomUUID } from 'node:crypto';
import { appendFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Element, xml } from '@xmpp/xml';
import { type LuaTable, type LuaValue, lua, luaString, storageName } from './lua.ts';
import type { SeededContact } from './server.ts';

/** A message that was exchanged before the test began. */
export interface ArchivedMessage {
  /** Bare JID of the other one. */
  readonly with: string;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Epoch ms; Prosody keeps whole seconds. */
  readonly at: number;
  /** The stanza's own id. */
  readonly id?: string;
}

export interface ProsodyStorage {
  writeAccount(name: string, password: string): Promise<void>;
  removeAccount(name: string): Promise<void>;
  writeRoster(name: string, contacts: readonly SeededContact[], requests?: readonly string[]): Promise<void>;
  /** Adds to the user's archive (XEP-0313); must come in the order of their time. */
  appendArchive(name: string, messages: readonly ArchivedMessage[]): Promise<void>;
}

/** util/stanza.lua `preserialize`: name and attributes, the children by position. */
function luaElement(element: Element, more: LuaTable = {}): string {
  const named = lua({ ...more, name: element.name, attr: { ...element.attrs } }).slice(1, -1);
  const children = element.children.map((child) => (typeof child === 'string' ? luaString(child) : luaElement(child)));
  return `{${[named, ...children].join(',')}}`;
}

export function prosodyStorage(folder: string, domain: string): ProsodyStorage {
  const made = new Set<string>();
  async function path(store: string, name: string, extension: 'dat' | 'list'): Promise<string> {
    const home = join(folder, storageName(domain), store);
    if (!made.has(home)) {
      await mkdir(home, { recursive: true });
      made.add(home);
    }
    return join(home, `${storageName(name)}.${extension}`);
  }

  return {
    async writeAccount(name, password) {
      // Prosody replaces the password by its salted keys (SCRAM) at the first sign-in.
      await writeFile(await path('accounts', name, 'dat'), `return ${lua({ password })};\n`);
    },
    async removeAccount(name) {
      for (const kind of ['accounts', 'roster']) await rm(await path(kind, name, 'dat'), { force: true });
      await rm(await path('archive', name, 'list'), { force: true });
    },
    async writeRoster(name, contacts, requests = []) {
      const items = contacts.map((contact): [string, LuaValue] => [
        contact.jid,
        {
          jid: contact.jid,
          name: contact.name,
          subscription: contact.subscription ?? 'both',
          ask: contact.ask === true ? 'subscribe' : undefined,
          groups: Object.fromEntries((contact.groups ?? []).map((group) => [group, true])),
        },
      ]);
      const pending = Object.fromEntries(requests.map((jid) => [jid, true]));
      const table = lua(Object.fromEntries(items)).slice(1);
      const head = `[false]=${lua({ version: 1, pending })}`;
      await writeFile(await path('roster', name, 'dat'), `return {${head}${items.length > 0 ? ',' : ''}${table};\n`);
    },
    async appendArchive(name, messages) {
      const items = messages.map((message) => {
        const attributes = {
          from: message.from,
          to: message.to,
          type: 'chat',
          id: message.id ?? randomUUID(),
          stamp: new Date(message.at).toISOString(),
        };
        const stanza = xml('message', attributes, xml('body', {}, message.body));
        return `item(${luaElement(stanza, { key: randomUUID(), when: Math.floor(message.at / 1000), with: message.with })});\n`;
      });
      await appendFile(await path('archive', name, 'list'), items.join(''));
    },
  };
}
