const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'
const DISGUISED = 'àƀçđéƒĝĥíĵķļɱñöþɋŕšţúṽŵẋýžÀƁÇĐÉƑĜĤÍĴĶĻṀÑÖÞɊŔŠŢÚṼŴẊÝŽ'
const disguise = new Map([...PLAIN].map((letter, i) => [letter, [...DISGUISED][i] ?? letter]))

/**
 * English disguised, and a third longer, as other languages are. What is set apart stays as it is, so whatever else can be
 * read plainly was not translated.
 */
export function pseudo(text: string): string {
  if (text === '') return text
  const parts = text.split(/([\u2066\u2068][^\u2069]*\u2069)/)
  const body = parts.map((part) => (/^[\u2066\u2068]/.test(part) ? part : disguised(part))).join('')
  return `[${body}${'~'.repeat(Math.ceil(text.length / 3))}]`
}

const disguised = (text: string): string => [...text].map((letter) => disguise.get(letter) ?? letter).join('')
