import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router';
import { lazy } from 'react';
import { PAGES, type PageRow } from '../pages';
import { Missing } from './Missing';
import { PageFrame } from './PageFrame';
import { readSearch, writeSearch } from './search';

const root = createRootRoute({ component: Outlet, notFoundComponent: Missing });

function routeOf(row: PageRow) {
  const Page = lazy(row.load);
  return createRoute({
    getParentRoute: () => root,
    path: row.path,
    component: () => (
      <PageFrame row={row}>
        <Page />
      </PageFrame>
    ),
  });
}

export const router = createRouter({
  routeTree: root.addChildren(PAGES.map(routeOf)),
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  scrollRestoration: false,
});
