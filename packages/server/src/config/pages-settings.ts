import type { Setting } from './setting.ts'

const LONGEST_NAME = 40

export const pagesSettings = {
  LATCHKEY_PAGES_NAME: {
    kind: 'string',
    allowed: `a name of at most ${LONGEST_NAME} characters`,
    read: (text: string) => ([...text].length <= LONGEST_NAME ? text : undefined),
    default: 'Latchkey',
    doc: 'What the pages for people call this server: at their top and in their titles.',
  },
  LATCHKEY_PAGES_LOGO: {
    kind: 'string',
    allowed: 'the path of an SVG or PNG file',
    isPath: true,
    doc: 'A picture before the name, of at most 256 KiB: see docs/pages.md. It is read when the server starts.',
  },
  LATCHKEY_PAGES_COLOR: {
    kind: 'string',
    allowed: 'a colour such as #0b5fff, of six hexadecimal digits',
    read: (text: string) => (/^#[0-9a-fA-F]{6}$/.test(text) ? text.toLowerCase() : undefined),
    defaultDoc: 'a dark green',
    doc: 'The colour of buttons and links. One that could not be read (WCAG AA, 4.5:1) is made darker on light pages and brighter on dark ones; the log says at the start which is used instead.',
  },
  LATCHKEY_PAGES_CSS: {
    kind: 'string',
    allowed: 'the path of a CSS file',
    isPath: true,
    doc: 'Style of your own, of at most 256 KiB, behind that of the pages: see docs/pages.md. It is read when the server starts.',
  },
} as const satisfies Readonly<Record<string, Setting>>
