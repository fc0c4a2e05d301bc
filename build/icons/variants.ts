/** What is made of the one icon: each takes the SVG and gives another, in the same 512 units. */
import { NUMBERS } from '../../main/shell/electron/tray-icons.ts';

const RED = '#d93038';

const svg = (content: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">${content}</svg>`;
const over = (icon: string, content: string): string => icon.replace('</svg>', `${content}</svg>`);

/** Something is unread. */
export function dotted(icon: string): string {
  return over(icon, `<circle cx="392" cy="120" r="112" fill="${RED}" stroke="#fff" stroke-width="24"/>`);
}

/** `number` of them are unread: as large as it can be, so that it is read at 16 pixels. */
export function counted(icon: string, number: string): string {
  const width = number.length > 1 ? 440 : 328;
  const left = 508 - width;
  return over(
    icon,
    `<rect x="${left}" y="4" width="${width}" height="328" rx="164" fill="${RED}" stroke="#fff" stroke-width="24"/>
     ${digits(number, left + width / 2, 168, number.length > 1 ? 252 : 292)}`,
  );
}

/** Not connected: without colour, and see-through. */
export function greyed(icon: string): string {
  return icon
    .replace(
      '<rect ',
      '<filter id="grey"><feColorMatrix type="saturate" values="0"/></filter><g filter="url(#grey)" opacity="0.6"><rect ',
    )
    .replace('</svg>', '</g></svg>');
}

/** The Mac's icons leave a tenth of their side empty all around (Apple's grid: 824 of 1024). */
export function forDock(icon: string): string {
  const side = (464 * 1024) / 824;
  const start = (512 - side) / 2;
  return icon.replace('viewBox="0 0 512 512"', `viewBox="${start} ${start} ${side} ${side}"`);
}

function digits(number: string, x: number, y: number, size: number): string {
  return `<text x="${x}" y="${y + size * 0.36}" font-family="Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif" font-weight="700"
    font-size="${size}" text-anchor="middle" fill="#fff">${number}</text>`;
}

/** One bubble's line: macOS takes only the shape of a menu bar icon. `cut` is left out of it, so that what stands there is seen. */
function shape(cut: string, more: string): string {
  return svg(`<mask id="cut"><rect width="512" height="512" fill="#fff"/>${cut}</mask>
    <path mask="url(#cut)" d="M180 96h152a124 124 0 0 1 124 124v24a124 124 0 0 1-124 124h-72l-104 80v-86a124 124 0 0 1-100-122v-20a124 124 0 0 1 124-124z" fill="none" stroke="#000" stroke-width="44" stroke-linejoin="round"/>${more}`);
}

/** By file name; macOS knows a template by its name's end. */
export const TEMPLATES: Readonly<Record<string, string>> = {
  trayTemplate: shape('', ''),
  trayUnreadTemplate: shape(
    '<circle cx="404" cy="116" r="136" fill="#000"/>',
    '<circle cx="404" cy="116" r="92" fill="#000"/>',
  ),
  trayOfflineTemplate: shape(
    '<path d="M42 505L471 6" stroke="#000" stroke-width="136"/>',
    '<path d="M84 456L428 56" stroke="#000" stroke-width="44" stroke-linecap="round"/>',
  ),
};

/** By number: over the button in Windows' task bar. */
export const OVERLAYS: Readonly<Record<string, string>> = Object.fromEntries(
  NUMBERS.map((number) => [
    number,
    svg(`<circle cx="256" cy="256" r="252" fill="${RED}"/>${digits(number, 256, 256, number.length > 1 ? 300 : 400)}`),
  ]),
);
