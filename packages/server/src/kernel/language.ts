/** In which mails are written. `en-XA` is English disguised: what was not translated is seen at once. */
export const languages = ['en', 'de', 'es', 'fr', 'ja', 'ar'] as const
export const PSEUDO_LANGUAGE = 'en-XA'

export type Language = (typeof languages)[number]
export type AnyLanguage = Language | typeof PSEUDO_LANGUAGE

export const isLanguage = (text: string): text is Language => (languages as readonly string[]).includes(text)
export const isAnyLanguage = (text: string): text is AnyLanguage =>
  text === PSEUDO_LANGUAGE || isLanguage(text)

/** Longer than any browser's; of what is longer nothing is read. */
const LONGEST_HEADER = 500

/** What whoever asks would read: as they chose on a page, else as their program says; undefined where that is none of these. */
export function languageAsked(request: {
  readonly chosenLanguage?: string | undefined
  header(name: string): string | null
}): Language | undefined {
  const { chosenLanguage: chosen } = request
  return chosen !== undefined && isLanguage(chosen)
    ? chosen
    : preferredLanguage(request.header('accept-language'))
}

/** The one that an `Accept-Language` (RFC 9110 section 12.5.4) likes best; undefined where it likes none. */
export function preferredLanguage(header: string | null): Language | undefined {
  if (header === null || header.length > LONGEST_HEADER) return undefined
  const liked = header.split(',').flatMap((range) => {
    const [tag = '', ...parameters] = range.trim().split(/\s*;\s*/)
    const weight = Number(parameters.find((one) => /^q=/i.test(one))?.slice(2) ?? 1)
    const language = tag.toLowerCase().split('-')[0] ?? ''
    return isLanguage(language) && weight > 0 && weight <= 1 ? [{ language, weight }] : []
  })
  return liked.reduce<(typeof liked)[number] | undefined>(
    (best, one) => (best === undefined || one.weight > best.weight ? one : best),
    undefined,
  )?.language
}
