import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { Loading } from '../design/states';
import type { Search } from './search';

/** Goes there, once: a redirect that is drawn again while its page loads must not start over. */
export function Redirect({ to, search }: { to: string; search: Search }) {
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once
  useEffect(() => {
    void navigate({ to, search: search as never, replace: true });
  }, []);
  return <Loading />;
}
