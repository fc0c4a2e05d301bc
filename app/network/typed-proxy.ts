/** A proxy as a person types it. */
import * as v from 'valibot';
import type { Fault } from '../fault.ts';
import { type ChosenProxy, proxySchema } from './proxy.ts';

export type ProxyEntry = Pick<ChosenProxy, 'host' | 'user' | 'keep'> & {
  readonly kind: 'none' | ChosenProxy['kind'];
  readonly port: string;
};

export const USUAL_PORTS = { http: 8080, socks5: 1080 } as const;

type Field = 'host' | 'port' | 'user';

/** What of it can't be so is told by its field. */
export function typedProxy(
  entry: ProxyEntry,
): v.InferOutput<typeof proxySchema> | (Fault & { readonly kind: 'invalid' }) {
  const { kind, keep } = entry;
  if (kind === 'none') return { kind };
  const host = entry.host.trim().replace(/^\[(.*)\]$/, '$1');
  const port = entry.port.trim() === '' ? USUAL_PORTS[kind] : Number(entry.port.trim());
  const read = v.safeParse(proxySchema, { kind, host, port, user: entry.user.trim(), keep });
  if (read.success) return read.output;
  const field = read.issues[0].path?.at(-1)?.key as Field | undefined;
  return field === 'host' && host === ''
    ? { kind: 'invalid', field, problem: 'empty' }
    : { kind: 'invalid', field: field ?? 'host', problem: 'malformed' };
}
