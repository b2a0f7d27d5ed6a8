/** Checks a folder's messages: each is said in Vietnamese and in English. */
export function messagesIn<Id extends string>(
  messages: Record<Id, readonly [vi: string, en: string]>,
): Record<Id, readonly [vi: string, en: string]> {
  return messages;
}
