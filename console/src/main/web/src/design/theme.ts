import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { DARK, LIGHT, type Palette } from './tokens';

const dark: MantineColorsTuple = [
  DARK.text,
  DARK.muted,
  '#9fadba',
  '#8695a4',
  DARK.line,
  '#222c37',
  DARK.tile,
  DARK.page,
  DARK.map,
  '#070a0e',
];

const river: MantineColorsTuple = [
  '#e3fafc',
  '#c5f6fa',
  '#99e9f2',
  '#66d9e8',
  '#3bc9db',
  '#22b8cf',
  '#15aabf',
  '#0f7f93',
  '#0b7285',
  '#095c6b',
];

export const theme = createTheme({
  fontFamily: '"Be Vietnam Pro", system-ui, sans-serif',
  fontFamilyMonospace: '"JetBrains Mono Variable", ui-monospace, monospace',
  colors: { dark, river },
  primaryColor: 'river',
  primaryShade: 8,
  black: LIGHT.text,
  defaultRadius: 'sm',
  fontSizes: { xs: '11.5px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    Modal: {
      defaultProps: {
        // At once: half-shown text is hard to read, for people and for the contrast check alike.
        transitionProps: { duration: 0 },
        // The page itself never scrolls, and the lock would write a style without nonce.
        lockScroll: false,
        // Its <header> stands in a portal, where it would count as a second banner of the page.
        attributes: { header: { role: 'presentation' } },
      },
    },
  },
});

function variables(palette: Palette): Record<string, string> {
  const { severity, ...rest } = palette;
  const all: Record<string, string> = {};
  for (const [name, value] of Object.entries(rest)) all[`--sl-${name}`] = value;
  for (const [name, value] of Object.entries(severity)) all[`--sl-severity-${name}`] = value;
  return all;
}

/** Every token becomes a variable `--sl-…`, so style sheets never write a colour. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  dark: { ...variables(DARK), '--mantine-color-error': DARK.severity.critical },
  light: {
    ...variables(LIGHT),
    '--mantine-color-error': LIGHT.severity.critical,
    '--mantine-color-body': LIGHT.page,
    '--mantine-color-dimmed': LIGHT.muted,
    '--mantine-color-default-border': LIGHT.line,
    '--mantine-color-placeholder': '#5c6875',
  },
});
