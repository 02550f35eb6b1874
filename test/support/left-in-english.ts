import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const FOLDER = join(import.meta.dirname, '../../packages/server/src/pages')
/** Names, which are the same everywhere, and what a page says in English to those who run an app. */
const ALLOWED = /^(?:English|Latchkey|API|JSON|Authorize)$/
/** Words that none of the other languages has. */
const COMMON = /\b(?:the|your|you|with|this|were|been|from|which|must|someone|somebody)\b/i

type Said = ReadonlyMap<string, ReadonlySet<string>>

/** All that the tables of the pages say, by language: functions are asked with a mark in place of what is put in. */
export async function allWords(): Promise<Said> {
  const said = new Map<string, Set<string>>()
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
    .filter((file) => /words\.ts$/.test(file) && !/(?:password|script|held|refusal)-words\.ts$/.test(file))
    .filter((file) => !/script\/words\.ts$/.test(file))
  for (const file of files) {
    const loaded: Record<string, unknown> = await import(pathToFileURL(join(FOLDER, file)).href)
    const { words = loaded['formWords'] } = loaded
    for (const [language, table] of Object.entries(words ?? {})) {
      const own = said.get(language) ?? new Set()
      said.set(language, own)
      for (const sentence of sentencesOf(table)) own.add(sentence)
    }
  }
  return said
}

const MARK = '\u241f'

function sentencesOf(table: unknown): string[] {
  if (typeof table === 'string') return textsOf(table)
  if (typeof table === 'function') return sentencesOf(table(MARK, MARK))
  if (table === null || typeof table !== 'object') return []
  return Object.values(table).flatMap(sentencesOf)
}

/** What a page shows, each piece of text by itself; and what it says to screen readers. */
export const textsOf = (page: string): string[] =>
  [
    ...page.replaceAll(/<(script|style)[\s\S]*?<\/\1>|data-words="[^"]*"/g, '').split(/<[^>]*>|\u241f/),
    ...[...page.matchAll(/(?:aria-label|alt)="([^"]*)"/g)].map(([, label = '']) => label),
  ]
    .map((text) => unescaped(text).trim())
    .filter((text) => /[a-z]{3}/i.test(text))

const unescaped = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

/** What a page in another language says in English. */
export function leftInEnglish(said: Said, language: string, page: string): string[] {
  const own = said.get(language) ?? new Set()
  const english = said.get('en') ?? new Set()
  const marked = [...page.matchAll(/<(?!link|option|b\b)[^>]* lang="en"(?! hreflang)[^>]*>[^<]*/g)].map(
    ([text]) => text,
  )
  const texts = textsOf(page).filter(
    (text) => !ALLOWED.test(text) && ((english.has(text) && !own.has(text)) || COMMON.test(text)),
  )
  return [...marked.filter((text) => !text.startsWith('<html')), ...texts]
}
