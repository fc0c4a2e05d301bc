/** PLAIN, RFC 4616. Gives the password away, so only inside TLS (there are no streams without) and after all others. */
import { type Mechanism, SaslRefusal, textExchange } from './mechanism.ts';
import { prepare } from './prepare.ts';

export const plain: Mechanism = {
  name: 'PLAIN',
  givesAway: true,
  begin: ({ username, password }) =>
    textExchange({
      initial: `\0${prepare(username)}\0${prepare(password)}`,
      async respond() {
        throw new SaslRefusal('PLAIN has no challenges');
      },
      finish() {},
    }),
};
