import { useQuery } from '@tanstack/react-query';
import type { Severity } from '../design/tokens';
import { api } from './client';
import type { Pipeline, Text } from './types';

export interface Rule {
  id: string;
  kind: 'pack' | 'sigma' | 'unreadable';
  pack: string | null;
  pipeline: Pipeline | null;
  title: Text;
  level: Severity;
  attack: string[];
  cause?: Text;
  consequence?: Text;
  action?: Text;
  respondWithinMinutes?: number;
  enabled: boolean;
  switchedOff: { by: string; reason: string; at: string } | null;
  evaluated?: boolean;
  notEvaluated?: Text | null;
  lastProven?: string | null;
}

export interface Mute {
  id: string;
  rule: string;
  entity: { kind: string; value: string };
  until: string;
  reason: string;
  by: string;
}

export function useRules(enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['rules'],
    queryFn: async ({ signal }) => (await api.get<{ items: Rule[] }>('/rules', {}, signal)).items,
    staleTime: 60_000,
  });
}

export function useMutes() {
  return useQuery({
    queryKey: ['mutes'],
    queryFn: async ({ signal }) => (await api.get<{ items: Mute[] }>('/mutes', {}, signal)).items,
  });
}
