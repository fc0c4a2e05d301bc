/** Values written the way Prosody's internal storage reads them: as Lua source. */
export type LuaValue = string | number | boolean | readonly LuaValue[] | LuaTable;
export interface LuaTable {
  readonly [key: string]: LuaValue | undefined;
}

export function luaString(text: string): string {
  const bytes = [...Buffer.from(text, 'utf8')];
  const escaped = bytes.map((byte) => {
    const plain = byte >= 0x20 && byte !== 0x22 && byte !== 0x5c && byte < 0x7f;
    return plain ? String.fromCharCode(byte) : `\\${String(byte).padStart(3, '0')}`;
  });
  return `"${escaped.join('')}"`;
}

export function lua(value: LuaValue): string {
  if (typeof value === 'string') return luaString(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `{${value.map((item: LuaValue) => lua(item)).join(',')}}`;
  const entries = Object.entries(value as LuaTable).flatMap(([key, item]) =>
    item === undefined ? [] : [`[${luaString(key)}]=${lua(item)}`],
  );
  return `{${entries.join(',')}}`;
}

/** The name of a file or folder in Prosody's storage: everything but ASCII letters and digits as %xx. */
export function storageName(name: string): string {
  return [...Buffer.from(name, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9]/.test(character) ? character : `%${byte.toString(16).padStart(2, '0')}`;
    })
    .join('');
}
