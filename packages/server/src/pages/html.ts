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

const SPECIAL = /[&<>"']/
const EVERY_SPECIAL = /[&<>"']/g

/** Escapes what is put in (ASVS 5.0 1.2.1), for elements and for attributes in double quotes. A page is hundreds of calls of this. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  let text = texts[0] ?? ''
  for (let i = 0; i < parts.length; i++) text += written(parts[i]) + texts[i + 1]
  return new Html(text)
}

function written(part: Part): string {
  if (typeof part === 'string') return SPECIAL.test(part) ? escaped(part) : part
  if (part === undefined || part === false) return ''
  if (part instanceof Html) return part.text
  if (typeof part === 'number') return String(part)
  let text = ''
  for (const one of part) text += one.text
  return text
}

const escaped = (text: string): string =>
  text.replaceAll(EVERY_SPECIAL, (character) => `&#${character.charCodeAt(0)};`)

/** A key; a picture in the address itself asks nobody for anything. */
export const icon = raw(
  `<link rel="icon" href="data:image/svg+xml,${encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#2f6f5e" stroke-width="2.4" ' +
      'stroke-linecap="round" stroke-linejoin="round"><circle cx="8" cy="15" r="4.5"/>' +
      '<path d="m11.5 11.5 8-8m-4 4 3 3"/></svg>',
  )}">`,
)

export const HTML_TYPE = 'text/html; charset=utf-8'
