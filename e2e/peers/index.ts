export {
  type MessageOptions,
  type Peer,
  type PeerOptions,
  type PresenceOptions,
  type RosterState,
  startPeer,
} from './peer.ts';
export { endPeers } from './process.ts';
