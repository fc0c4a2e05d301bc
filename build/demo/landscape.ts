/** Small painted landscapes, for those of the demo's people who have a picture. */
import { type Colour, png } from '../../e2e/peer-picture.ts';

export interface Landscape {
  readonly sky: readonly [top: Colour, horizon: Colour];
  readonly sun: { readonly x: number; readonly y: number; readonly radius: number; readonly colour: Colour };
  /** From the far to the near. */
  readonly hills: readonly {
    readonly height: number;
    readonly swing: number;
    readonly phase: number;
    readonly colour: Colour;
  }[];
}

const SIDE = 128;
/** Width of an edge that is drawn softly. */
const SOFT = 1.5 / SIDE;

export function paint({ sky, sun, hills }: Landscape): Buffer {
  return png(SIDE, (x, y) => {
    let colour = mix(sky[0], sky[1], y);
    colour = mix(colour, sun.colour, cover(sun.radius - Math.hypot(x - sun.x, y - sun.y)));
    for (const { height, swing, phase, colour: hill } of hills) {
      const top = 1 - height - swing * Math.sin(x * 5 + phase);
      colour = mix(colour, hill, cover(y - top));
    }
    return colour;
  });
}

/** How much of a pixel this far inside an edge is covered. */
function cover(inside: number): number {
  return Math.min(1, Math.max(0, inside / SOFT + 0.5));
}

function mix(from: Colour, to: Colour, share: number): Colour {
  const part = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [part(0), part(1), part(2)];
}

export const SUNSET: Landscape = {
  sky: [
    [74, 63, 122],
    [255, 158, 110],
  ],
  sun: { x: 0.62, y: 0.5, radius: 0.17, colour: [255, 232, 180] },
  hills: [
    { height: 0.4, swing: 0.06, phase: 0.5, colour: [150, 84, 116] },
    { height: 0.26, swing: 0.07, phase: 2.4, colour: [88, 56, 98] },
    { height: 0.12, swing: 0.05, phase: 4.1, colour: [52, 38, 74] },
  ],
};

export const GARDEN: Landscape = {
  sky: [
    [126, 190, 226],
    [225, 241, 238],
  ],
  sun: { x: 0.3, y: 0.3, radius: 0.13, colour: [255, 244, 196] },
  hills: [
    { height: 0.46, swing: 0.05, phase: 1.2, colour: [142, 190, 132] },
    { height: 0.3, swing: 0.06, phase: 3.6, colour: [98, 158, 96] },
    { height: 0.14, swing: 0.04, phase: 0.2, colour: [62, 118, 72] },
  ],
};

export const SNOW: Landscape = {
  sky: [
    [96, 140, 190],
    [232, 238, 246],
  ],
  sun: { x: 0.7, y: 0.26, radius: 0.1, colour: [255, 255, 248] },
  hills: [
    { height: 0.5, swing: 0.12, phase: 2.2, colour: [150, 172, 200] },
    { height: 0.34, swing: 0.1, phase: 4.6, colour: [206, 218, 232] },
    { height: 0.18, swing: 0.05, phase: 1.1, colour: [246, 249, 252] },
  ],
};

export const NIGHT: Landscape = {
  sky: [
    [16, 24, 56],
    [58, 78, 130],
  ],
  sun: { x: 0.34, y: 0.3, radius: 0.12, colour: [240, 240, 224] },
  hills: [
    { height: 0.38, swing: 0.07, phase: 3.1, colour: [38, 58, 102] },
    { height: 0.2, swing: 0.06, phase: 0.7, colour: [22, 36, 70] },
  ],
};
