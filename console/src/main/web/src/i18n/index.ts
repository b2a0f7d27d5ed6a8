import { useCallback } from 'react';
import { useIntl } from 'react-intl';
import type { Text } from '../api/types';
import { type Language, usePreferences } from '../app/preferences';
import { MESSAGES, type MessageId } from './messages';

export type { MessageId } from './messages';

const bySide = (side: 0 | 1) =>
  Object.fromEntries(Object.entries(MESSAGES).map(([id, both]) => [id, both[side]]));

/** Messages of one language, for the provider. */
export const messagesOf: Record<Language, Record<string, string>> = {
  vi: bySide(0),
  en: bySide(1),
};

/** Says a message in the person's language; values may be words or figures already formatted. */
export function useSay(): (id: MessageId, values?: Record<string, string | number>) => string {
  const intl = useIntl();
  return useCallback((id, values) => intl.formatMessage({ id }, values), [intl]);
}

export function useLanguage(): Language {
  return usePreferences((preferences) => preferences.language);
}

/** Picks the person's language from a text of the API. */
export function useText(): (text: Text) => string {
  const language = useLanguage();
  return useCallback((text) => text[language] || text.vi, [language]);
}
