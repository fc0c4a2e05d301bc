/** Kith's sounds, computed: a few soft notes each, as WAV files (16 bits, mono). Ours, so under the project's licence. */
import type { NoticeSound } from '../app/notices/health.ts';

/** Hz. */
const RATE = 22_050;
/** Of full scale, where all notes are loudest together. */
const LOUDNESS = 0.35;
/** s in which a note comes, so that it does not click, and in which what is left of it fades. */
const ATTACK = 0.006;
const FADE = 0.03;

interface Note {
  /** s after the beginning. */
  readonly at: number;
  /** Hz. */
  readonly pitch: number;
  /** s until it is down to about a third. */
  readonly decay: number;
}

const [E5, A5, CSHARP6] = [659.26, 880, 1108.73];

const SOUNDS: Readonly<Record<NoticeSound, { readonly length: number; readonly notes: readonly Note[] }>> = {
  message: {
    length: 0.42,
    notes: [
      { at: 0, pitch: E5, decay: 0.07 },
      { at: 0.09, pitch: A5, decay: 0.1 },
    ],
  },
  request: {
    length: 0.65,
    notes: [
      { at: 0, pitch: A5, decay: 0.08 },
      { at: 0.12, pitch: E5, decay: 0.08 },
      { at: 0.24, pitch: CSHARP6, decay: 0.13 },
    ],
  },
};

/** The overtones make it a struck bar rather than a whistle. */
function loudness({ pitch, decay }: Note, t: number): number {
  if (t < 0) return 0;
  const envelope = Math.min(1, t / ATTACK) * Math.exp(-t / decay);
  const turn = 2 * Math.PI * pitch * t;
  return envelope * (Math.sin(turn) + 0.25 * Math.sin(2 * turn) + 0.08 * Math.exp(-t / 0.02) * Math.sin(4 * turn));
}

export function soundFile(name: NoticeSound): Uint8Array {
  const { length, notes } = SOUNDS[name];
  const count = Math.round(length * RATE);
  const samples = Array.from({ length: count }, (_, index) => {
    const t = index / RATE;
    const sum = notes.reduce((all, note) => all + loudness(note, t - note.at), 0);
    return sum * Math.min(1, (length - t) / FADE);
  });
  const loudest = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);

  const file = Buffer.alloc(44 + count * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(file.length - 8, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  // PCM, one channel.
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(RATE, 24);
  file.writeUInt32LE(RATE * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(count * 2, 40);
  for (const [index, sample] of samples.entries()) {
    file.writeInt16LE(Math.round((sample / loudest) * LOUDNESS * 32_767), 44 + index * 2);
  }
  return file;
}
