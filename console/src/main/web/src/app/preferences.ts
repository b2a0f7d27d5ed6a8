import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type Language = 'vi' | 'en';

interface Preferences {
  language: Language;
  scheme: 'dark' | 'light';
  narrow: boolean;
  set(change: Partial<Pick<Preferences, 'language' | 'scheme' | 'narrow'>>): void;
}

/** What a person chose for this browser. Vietnamese and dark unless they say otherwise. */
export const usePreferences = create<Preferences>()(
  persist(
    (set) => ({ language: 'vi', scheme: 'dark', narrow: false, set: (change) => set(change) }),
    { name: 'songlam.preferences' },
  ),
);
