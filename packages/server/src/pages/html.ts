/** Text that is HTML already; everything else is escaped where it is put in. */
class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type { Html }

/** For text of ours that holds nothing of anybody else's. */
export const raw = (text: string): Html => new Html(text)

type Part = Html | readonly Html[] | string | number | false | undefined

/** Escapes what is put in (ASVS 5.0 1.2.1), for elements and for attributes in double quotes. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(texts.map((text, i) => text + written(parts[i])).join(''))
}

function written(part: Part): string {
  if (part === undefined || part === false) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'object') return part.map(({ text }) => text).join('')
  return String(part).replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A key; a picture in the address itself asks nobody for anything. */
export const icon = raw(
  `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2f6f5e" stroke-width="2.4" ' +
      'stroke-linecap="round" stroke-linejoin="round"><circle cx="8" cy="15" r="4.5"/>' +
      '<path d="m11.5 11.5 8-8m-4 4 3 3"/></svg>',
  )}">`,
)

export const HTML_TYPE = 'text/html; charset=utf-8'
