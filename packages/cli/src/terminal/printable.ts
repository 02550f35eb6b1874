/**
 * What a terminal would obey instead of show: control characters of both sets, line and paragraph separators, and what
 * reorders or hides text. The two joiners stay, for names and emoji are written with them.
 */
const OBEYED = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/gu

const escaped = (character: string): string => {
  const point = character.codePointAt(0) ?? 0
  return point > 0xffff ? `\\u{${point.toString(16)}}` : `\\u${point.toString(16).padStart(4, '0')}`
}

/** Text that somebody else wrote, on one line and harmless. */
export const printable = (text: string): string => text.replaceAll(OBEYED, escaped)

/** As `printable`, over several lines of our own. */
export const printableLines = (text: string): string => text.split('\n').map(printable).join('\n')

/** The same value however it is shown: what JSON leaves as it is and a terminal obeys is escaped as JSON does it. */
export function printableJson(value: unknown, indent?: number): string {
  const text = JSON.stringify(value, undefined, indent)
  return text.replaceAll(OBEYED, (character) =>
    character === '\n'
      ? character
      : [...Array(character.length).keys()]
          .map((i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`)
          .join(''),
  )
}
