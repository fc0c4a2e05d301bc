/** Where the person is in the window. */
import { create } from 'zustand';
import type { Route } from '../../app/contract/settings.ts';
import type { BareJid } from '../../app/jid.ts';
import type { SettingsSection } from '../../app/settings/sections.ts';

export type Place = 'chats' | 'contacts' | 'requests' | 'settings';

export interface Conversation {
  readonly account: BareJid;
  readonly peer: BareJid;
}

export interface NavigationState {
  readonly place: Place;
  /** The conversation in the thread pane. */
  readonly conversation: Conversation | null;
  /** The contact whose page is shown. */
  readonly contact: { readonly account: BareJid; readonly jid: BareJid } | null;
  /** The request that was gone to, to be brought into view. */
  readonly request: { readonly account: BareJid; readonly from: BareJid } | null;
  /** The part of the settings that was gone to, until it is in view. */
  readonly section: SettingsSection | null;
  /** Where the person was before the settings. */
  readonly before: Place;
  /** In a narrow window: the main pane is shown in place of the list. */
  readonly mainOpen: boolean;
  readonly detailsOpen: boolean;
}

export type Destination = Route | { readonly to: Exclude<Place, 'settings'> };

export const useNavigation = create<NavigationState>(() => ({
  place: 'chats',
  conversation: null,
  contact: null,
  request: null,
  section: null,
  before: 'chats',
  mainOpen: false,
  detailsOpen: false,
}));

export function goTo(destination: Destination): void {
  const { place } = useNavigation.getState();
  const before = place === 'settings' ? {} : { before: place };
  useNavigation.setState({ ...before, ...stateAt(destination) });
}

/** From the settings to where the person was. */
export function leaveSettings(): void {
  useNavigation.setState(({ before }) => ({ place: before, mainOpen: false }));
}

function stateAt(destination: Destination): Partial<NavigationState> {
  switch (destination.to) {
    case 'conversation': {
      const { account, peer } = destination;
      return { place: 'chats', conversation: { account, peer }, mainOpen: true };
    }
    case 'contact': {
      const { account, jid } = destination;
      return { place: 'contacts', contact: { account, jid }, mainOpen: true };
    }
    case 'request': {
      const { account, from } = destination;
      return { place: 'requests', request: { account, from }, mainOpen: false };
    }
    case 'settings':
      return { place: 'settings', section: destination.section ?? null, mainOpen: destination.section !== undefined };
    default:
      return { place: destination.to, mainOpen: false };
  }
}

/** In a narrow window: from the main pane back to the list. */
export function goBack(): void {
  useNavigation.setState({ mainOpen: false });
}

export function openDetails(open: boolean): void {
  useNavigation.setState({ detailsOpen: open });
}

/** Nothing of an account that is gone stays on the screen. */
export function leaveAccount(account: BareJid): void {
  const { conversation, contact, request } = useNavigation.getState();
  useNavigation.setState({
    ...(conversation?.account === account ? { conversation: null, mainOpen: false } : {}),
    ...(contact?.account === account ? { contact: null, mainOpen: false } : {}),
    ...(request?.account === account ? { request: null } : {}),
  });
}
