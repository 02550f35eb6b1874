const LEFT_TO_RIGHT = '\u2066'
const FIRST_STRONG = '\u2068'
const END = '\u2069'

/** Set apart from the sentence that it stands in, whichever way each is written (UAX 9 section 2.4). */
export const isolate = (text: string): string => `${FIRST_STRONG}${text}${END}`

/** The same of an address, which is written from left to right also where it has no letter that says so, such as `::1`. */
export const isolateAddress = (text: string): string => `${LEFT_TO_RIGHT}${text}${END}`

const LONGEST_QUOTE = 80

/**
 * What somebody typed, in one line: no controls, nothing that turns the text around, and nothing that a mail program
 * makes a link of.
 */
export function quoted(text: string): string {
  const line = text
    .replaceAll(/[\p{C}\p{Z}]+/gu, ' ')
    .replaceAll(/[:/\\@<>]+/g, ' ')
    // What ends a label of a host name.
    .replaceAll(/\.(?=\S)/g, '. ')
    .trim()
  return isolate([...line].slice(0, LONGEST_QUOTE).join(''))
}
