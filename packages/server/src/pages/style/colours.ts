/** Light and dark, by the reader's setting. Each pair that is read has 4.5:1 at least, each edge of a field 3:1 (WCAG 2.2, 1.4.3 and 1.4.11). */
export const grounds = {
  light: { page: '#f4f6f5', card: '#ffffff' },
  dark: { page: '#101615', card: '#192120' },
} as const

/** The house's own accent, on each ground. */
export const houseAccent = { light: '#1c6150', dark: '#7fd1b9' } as const

export interface Accent {
  readonly colour: string
  /** What is written on it. */
  readonly text: string
}

const rest = {
  light:
    '--text: #16201d; --quiet: #53615c; --line: #7d8a85; --rule: #dfe5e2; --wrong: #b3261e; --on-wrong: #fff; --wrong-page: #fdf1ef; --shade: #16201d1a',
  dark: '--text: #e9efed; --quiet: #a7b4af; --line: #74827d; --rule: #2b3634; --wrong: #ffb4ab; --on-wrong: #3c0906; --wrong-page: #35201e; --shade: #0006',
} as const

const one = (ground: 'light' | 'dark', { colour, text }: Accent): string =>
  `:root { --page: ${grounds[ground].page}; --card: ${grounds[ground].card}; --accent: ${colour}; --on-accent: ${text}; ${rest[ground]} }`

export const colours = (accent: Readonly<Record<'light' | 'dark', Accent>>): string => `
:root { color-scheme: light dark }
${one('light', accent.light)}
@media (prefers-color-scheme: dark) {
  ${one('dark', accent.dark)}
}
`
