import { beforeEach, describe, expect, it } from 'vitest';
import { bareJid } from '../../app/jid.ts';
import { goBack, goTo, leaveAccount, leaveSettings, useNavigation } from './navigation.ts';

const ann = bareJid('ann@example.org');
const ben = bareJid('ben@example.org');
const other = bareJid('ann@office.example');
const state = () => useNavigation.getState();

beforeEach(() => useNavigation.setState(useNavigation.getInitialState(), true));

describe('goTo', () => {
  it('opens a conversation, also from another place', () => {
    goTo({ to: 'settings' });
    goTo({ to: 'conversation', account: ann, peer: ben });
    expect(state()).toMatchObject({ place: 'chats', conversation: { account: ann, peer: ben }, mainOpen: true });
  });

  it('keeps the conversation while the person looks elsewhere', () => {
    goTo({ to: 'conversation', account: ann, peer: ben });
    goTo({ to: 'contacts' });
    goTo({ to: 'chats' });
    expect(state()).toMatchObject({ conversation: { account: ann, peer: ben }, mainOpen: false });
  });

  it('leads to a request in its list', () => {
    goTo({ to: 'request', account: ann, from: ben });
    expect(state()).toMatchObject({ place: 'requests', request: { account: ann, from: ben }, mainOpen: false });
  });
});

it('leads to a part of the settings, and from there back to where the person was', () => {
  goTo({ to: 'contacts' });
  goTo({ to: 'settings' });
  goTo({ to: 'settings', section: 'privacy' });
  expect(state()).toMatchObject({ place: 'settings', section: 'privacy', mainOpen: true });
  leaveSettings();
  expect(state()).toMatchObject({ place: 'contacts', mainOpen: false });
});

it('goes back to the list without forgetting what was open', () => {
  goTo({ to: 'conversation', account: ann, peer: ben });
  goBack();
  expect(state()).toMatchObject({ mainOpen: false, conversation: { account: ann, peer: ben } });
});

it('shows nothing more of an account that is gone, and all of the others', () => {
  goTo({ to: 'contact', account: other, jid: ben });
  goTo({ to: 'conversation', account: ann, peer: ben });
  leaveAccount(ann);
  expect(state()).toMatchObject({ conversation: null, mainOpen: false, contact: { account: other, jid: ben } });
});
