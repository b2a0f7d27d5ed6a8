import { useCallback } from 'react';
import { type MessageId, useSay } from '../../i18n';
import { MESSAGES } from '../../i18n/messages';

/** A reason of the ledger in words; one that is new since the page was built stays as it is. */
export function useReason(): (label: string) => string {
  const say = useSay();
  return useCallback((label) => known(`reason.${label}`, label, say), [say]);
}

/** A kind of fault in words. */
export function useFaultKind(): (kind: string) => string {
  const say = useSay();
  return useCallback((kind) => known(`ledger.fault.${kind}`, kind, say), [say]);
}

function known(id: string, otherwise: string, say: (id: MessageId) => string): string {
  return id in MESSAGES ? say(id as MessageId) : otherwise;
}
