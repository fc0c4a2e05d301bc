import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A new profile offers to save, fill in, translate and preload nothing; the browser keeps its own changes. */
const PREFERENCES = {
  autofill: { credit_card_enabled: false, profile_enabled: false },
  credentials_enable_service: false,
  credentials_enable_autosignin: false,
  net: { network_prediction_options: 2 },
  profile: { password_manager_enabled: false, password_manager_leak_detection: false },
  signin: { allowed: false, allowed_on_next_startup: false },
  translate: { enabled: false },
};

/** The folder that the browser keeps its things in, IndexedDB among them. */
export async function prepareProfile(dataDir: string): Promise<string> {
  const profile = join(dataDir, 'chromium');
  await mkdir(join(profile, 'Default'), { recursive: true, mode: 0o700 });
  try {
    await writeFile(join(profile, 'Default', 'Preferences'), JSON.stringify(PREFERENCES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return profile;
}
