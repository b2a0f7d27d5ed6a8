import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { api } from '../api/client';
import { useRules } from '../api/rules';
import type { Incident, Page, Role } from '../api/types';
import { useViews, VIEW_PATHS } from '../api/views';
import { readSearch } from '../app/search';
import { includes } from '../app/session';
import { quoted } from '../event/pivot';
import { useSay, useText } from '../i18n';
import { PAGES } from '../pages';
import { numberOf } from '../triage/number';
import { best, entityIn, type Goal } from './match';

const TYPING_MILLIS = 200;
const MOST = { page: 12, view: 6, incident: 6, rule: 6 };

/** Where the words could lead, best first within each kind. */
export function useGoals(asked: string, role: Role): Goal[] {
  const say = useSay();
  const text = useText();
  const operates = includes(role, 'operator');
  const rules = useRules(operates).data;
  const views = useViews(operates).data;
  const incidents = useIncidents(useSettled(asked.trim()), operates);
  return useMemo(() => {
    const pages = PAGES.filter((row) => row.group && row.role && includes(role, row.role)).map(
      (row): Goal => ({ id: row.path, kind: 'page', title: say(row.title), to: row.path }),
    );
    const saved = (views ?? []).map(
      (view): Goal => ({
        id: view.id,
        kind: 'view',
        title: view.name,
        detail: say(view.page === 'queue' ? 'queue.title' : 'events.title'),
        to: VIEW_PATHS[view.page],
        search: readSearch(view.search),
      }),
    );
    const known = (rules ?? []).map(
      (rule): Goal => ({
        id: rule.id,
        kind: 'rule',
        title: text(rule.title),
        detail: rule.id,
        to: '/rules',
        search: { rule: rule.id },
      }),
    );
    const found = (incidents ?? []).map(
      (incident): Goal => ({
        id: incident.id,
        kind: 'incident',
        title: text(incident.title),
        detail: [numberOf(incident), ...incident.entities.map((one) => one.value)].join(' '),
        to: '/incidents/$id',
        params: { id: incident.id },
      }),
    );
    const typed = asked.trim() !== '';
    return [
      ...best(asked, saved, MOST.view),
      ...best(asked, pages, MOST.page),
      ...found.slice(0, MOST.incident),
      ...(typed ? best(asked, known, MOST.rule) : []),
      ...(operates ? aboutEntity(entityIn(asked), role, say) : []),
    ];
  }, [asked, role, operates, rules, views, incidents, say, text]);
}

function aboutEntity(what: string | null, role: Role, say: ReturnType<typeof useSay>): Goal[] {
  if (what === null) return [];
  const alerts: Goal = {
    id: 'alerts',
    kind: 'entity',
    title: say('palette.alertsAbout', { what }),
    to: '/',
    search: { entity: what },
  };
  const events: Goal = {
    id: 'events',
    kind: 'entity',
    title: say('palette.eventsAbout', { what }),
    to: '/events',
    search: { q: quoted(what), span: '24h' },
  };
  return includes(role, 'analyst') ? [alerts, events] : [alerts];
}

/** Incidents by words, or by the beginning of a number. */
function useIncidents(asked: string, enabled: boolean) {
  return useQuery({
    queryKey: ['palette', asked],
    enabled: enabled && asked.length >= 2,
    queryFn: async ({ signal }) =>
      (await api.get<Page<Incident>>('/incidents', { q: asked, size: MOST.incident }, signal))
        .items,
    placeholderData: (before) => (asked.length >= 2 ? before : undefined),
  }).data;
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MILLIS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
