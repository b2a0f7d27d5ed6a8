import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect } from 'react';
import { IntlProvider } from 'react-intl';
import { queryClient } from '../api/queries';
import { resolver, theme } from '../design/theme';
import { messagesOf } from '../i18n';
import { listen } from '../keyboard/registry';
import { usePreferences } from './preferences';
import { router } from './router';

function nonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property=csp-nonce]')?.nonce ?? '';
}

/** Providers around the router. */
export function App() {
  const { language, scheme } = usePreferences();
  useEffect(listen, []);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <IntlProvider locale={language} messages={messagesOf[language]}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={resolver}
        forceColorScheme={scheme}
        getStyleNonce={nonce}
      >
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </IntlProvider>
  );
}
