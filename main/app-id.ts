/**
 * Kith's name for every desktop: the .desktop file, the window class, the AppUserModelID, the installer's identity
 * (electron-builder.yml, package.json: build/package/identity.test.ts). Never to change.
 */
export const APP_ID = 'im.kith.Kith';
