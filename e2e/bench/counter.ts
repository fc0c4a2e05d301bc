/** @xmpp/client as it comes; it counts messages and does nothing else: `node counter.ts HOST PORT DOMAIN USER PASSWORD`. */
import { client } from '@xmpp/client';

const [host, port, domain = '', username = '', password = ''] = process.argv.slice(2);
const xmpp = client({ service: `xmpp://${host}:${port}`, domain, username, password });
let messages = 0;
xmpp.on('error', (error) => console.error(error));
xmpp.on('stanza', (stanza) => {
  if (stanza.is('message')) messages += 1;
});
process.on('SIGTERM', () => {
  console.log(`counted ${messages}`);
  process.exit();
});
await xmpp.start();
console.log('online');
