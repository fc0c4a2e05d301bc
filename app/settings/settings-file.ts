/** The settings as they are written down: `{ "version": 1, "settings": { … } }`. */
import * as v from 'valibot';
import { defaultSettings, type Settings, settingsEntries } from './settings.ts';

type Stored = Readonly<Record<string, unknown>>;

/** The one at `n` makes version `n + 1` of the settings of version `n`. Never changed once it was released. */
const MIGRATIONS: readonly ((stored: Stored) => Stored)[] = [
  // The first files had no version, and nothing around the settings.
  (stored) => stored,
];
export const VERSION = MIGRATIONS.length;

const storedSchema = v.custom<Stored>((value) => typeof value === 'object' && value !== null && !Array.isArray(value));
const fileSchema = v.object({
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  settings: storedSchema,
});

export interface ReadSettings {
  readonly settings: Settings;
  /** Settings whose value made no sense; they are what they naturally are. */
  readonly refused: readonly (keyof Settings)[];
  /** Why the file can't just be written over: a newer Kith wrote it, or it is not one of ours any more. */
  readonly problem?: 'newer' | 'damaged';
}

/**
 * Understands as much of the file as it can, also of one by a newer Kith: whoever sends no receipts there wants none here.
 * Unknown settings are left out.
 */
export function readSettingsFile(text: string): ReadSettings {
  const file = parseFile(text);
  if (file === undefined) return { settings: defaultSettings, refused: [], problem: 'damaged' };
  const stored = MIGRATIONS.slice(file.version).reduce((before, migrate) => migrate(before), file.settings);
  const refused: (keyof Settings)[] = [];
  const known = Object.entries(settingsEntries).flatMap(([name, schema]) => {
    const result = v.safeParse(schema, Object.hasOwn(stored, name) ? stored[name] : undefined);
    if (result.success) return [[name, result.output]];
    refused.push(name as keyof Settings);
    return [];
  });
  return {
    settings: { ...defaultSettings, ...(Object.fromEntries(known) as Partial<Settings>) },
    refused,
    ...(file.version > VERSION ? { problem: 'newer' } : {}),
  };
}

function parseFile(text: string): { readonly version: number; readonly settings: Stored } | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined; // told as damaged
  }
  const file = v.safeParse(fileSchema, json);
  if (file.success) return file.output;
  const bare = v.safeParse(storedSchema, json);
  return bare.success && !('version' in bare.output) ? { version: 0, settings: bare.output } : undefined;
}

export function writeSettingsFile(settings: Settings): { readonly version: number; readonly settings: Settings } {
  return { version: VERSION, settings };
}
