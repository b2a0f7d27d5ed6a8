/** Line drawings on a 24-unit grid; one entry per icon in use. */
const PATHS = {
  queue: 'M4 6h10M4 12h10M4 18h10M18 5v6M18 14.5v.5',
  events: 'M10.5 4a6.5 6.5 0 1 1 0 13a6.5 6.5 0 0 1 0-13M15.5 15.5L20 20',
  map: 'M9 4L3 6.5v13L9 17l6 2.5l6-2.5v-13L15 6.5zM9 4v13M15 6.5v13',
  wall: 'M3 5h18v11H3zM9 20h6M12 16v4',
  traffic: 'M5 16v-4l2-5h10l2 5v4zM5 12h14M7.5 16v2.5M16.5 16v2.5',
  press: 'M4 5h13v14H5a1 1 0 0 1-1-1zM17 9h3v9a1 1 0 0 1-3 0M7 9h7M7 12h7M7 15h4',
  report: 'M6 21V4h11l-2 4l2 4H6',
  service: 'M3 12h4l3-7l4 14l3-7h4',
  rules: 'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3M15 5v4M9 10v4M15 15v4',
  ledger: 'M4 4h16v16H4zM4 9h16M4 14h16M10 9v11',
  health: 'M12 20l-7-7a4.5 4.5 0 0 1 7-5.5a4.5 4.5 0 0 1 7 5.5z',
  people:
    'M9 11a3.5 3.5 0 1 0 0-7a3.5 3.5 0 0 0 0 7M3 20a6 6 0 0 1 12 0M16 4.5a3.5 3.5 0 0 1 0 6M18 14.5a6 6 0 0 1 3 5.5',
  bell: 'M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10.5 20.5h3',
  sun: 'M12 8a4 4 0 1 1 0 8a4 4 0 0 1 0-8M12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6L7 7M17 17l1.4 1.4M5.6 18.4L7 17M17 7l1.4-1.4',
  moon: 'M20 14a8 8 0 1 1-9-10a6.5 6.5 0 0 0 9 10z',
  keyboard: 'M3 7h18v10H3zM7 11h.01M11 11h.01M15 11h.01M8 14h8',
  leave: 'M14 8V5H5v14h9v-3M9 12h12M18 9l3 3l-3 3',
  narrow: 'M4 4h16v16H4zM9 4v16M15 10l-2 2l2 2',
  wide: 'M4 4h16v16H4zM9 4v16M13 10l2 2l-2 2',
  close: 'M6 6l12 12M18 6L6 18',
  muted: 'M6 17V11a6 6 0 0 1 9-5M18 11v6l2 1H4M4 4l16 16',
  link: 'M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      focusable="false"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.7"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
