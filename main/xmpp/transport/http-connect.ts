/** HTTP CONNECT: RFC 9110 section 9.3.6. The proxy is signed in to by Basic (RFC 7617), which is what proxies know. */
import { request } from 'node:http';
import { isIPv6, type Socket } from 'node:net';
import type { ProxyProblem } from '../../../app/network/proxy.ts';
import type { ProxyCredentials, ProxyTarget } from './proxy.ts';

/** Undefined once the socket leads to the target. Rejects when it ends, or answers what is not HTTP. */
export function connectByHttp(
  socket: Socket,
  { user, password }: ProxyCredentials,
  { host, port }: ProxyTarget,
): Promise<ProxyProblem | undefined> {
  const authority = `${isIPv6(host) ? `[${host}]` : host}:${port}`;
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  return new Promise((resolve, reject) => {
    const asked = request({
      createConnection: () => socket,
      method: 'CONNECT',
      path: authority,
      headers: { host: authority, ...(user === '' ? {} : { 'proxy-authorization': `Basic ${basic}` }) },
    });
    asked.on('error', reject);
    asked.once('connect', ({ statusCode = 0 }, _, head) => {
      if (head.length > 0) socket.unshift(head);
      resolve(problemOf(statusCode));
    });
    asked.end();
  });
}

function problemOf(status: number): ProxyProblem | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 407) return 'credentials';
  return status >= 500 || status === 404 ? 'no-way' : 'forbidden';
}
