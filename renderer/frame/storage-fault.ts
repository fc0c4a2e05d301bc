import { create } from 'zustand';
import type { Fault } from '../../app/fault.ts';

/** Why the page's storage refused, if it did: nothing that comes is kept until that is mended. */
export const useStorageFault = create<{ readonly fault: Fault | null }>(() => ({ fault: null }));
