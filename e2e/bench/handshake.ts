/** What no client can do without: TCP, STARTTLS (RFC 6120 section 5) and the TLS handshake, by Node's own modules. */
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { connect as connectTls } from 'node:tls';

export interface HandshakeOptions {
  readonly host: string;
  readonly port: number;
  readonly domain: string;
  /** Path to a PEM file. */
  readonly ca: string;
}

/** Resolves when the connection is secure; it is closed then. */
export function handshake({ host, port, domain, ca }: HandshakeOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({ host, port });
    let heard = '';
    socket.once('error', reject);
    socket.on('data', (part) => {
      heard += part.toString();
      if (heard.endsWith('</stream:features>')) socket.write('<starttls xmlns="urn:ietf:params:xml:ns:xmpp-tls"/>');
      if (!heard.includes('<proceed')) return;
      socket.removeAllListeners('data');
      const secure = connectTls({ socket, servername: domain, ca: readFileSync(ca) }, () => {
        secure.destroy();
        resolve();
      });
      secure.once('error', reject);
    });
    socket.write(
      `<stream:stream xmlns="jabber:client" xmlns:stream="http://etherx.jabber.org/streams" to="${domain}" version="1.0">`,
    );
  });
}

if (import.meta.main) {
  const [host = '', port, domain = '', ca = ''] = process.argv.slice(2);
  await handshake({ host, port: Number(port), domain, ca });
  console.log(`secure at ${Date.now()}`);
}
