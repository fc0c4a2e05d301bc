/** The parts of the settings, in the order in which they are shown; a route may lead to one. */
export const SETTINGS_SECTIONS = [
  'general',
  'accounts',
  'notices',
  'privacy',
  'look',
  'shortcuts',
  'network',
  'storage',
  'advanced',
  'about',
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];
