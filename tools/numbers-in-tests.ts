import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)
const NUMBER = /\b(?:C\d{3}|R\d{2}|V\d{2}|CVE-\d{4}-\d+|GHSA(?:-[a-z0-9]{4}){3}|PYSEC-\d{4}-\d+)\b/g
/** What a test, or a group of them, is called. */
const NAME = /\b(?:test|describe|it)(?:\.\w+)*(?:\([^'"`\n]*\))?\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g
/** Of a table of tests: `])('C034 %s', …` and a row that begins with its number. */
const IN_TABLE =
  /(?:\]\s*(?:satisfies [^(]*|as const)?\)|\[|name:|title:)\s*\(?\s*(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g

/** For each number of the ledger, the files that have a test named after it. */
export function numbersInTests(): Map<string, string[]> {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  const found = new Map<string, string[]>()
  for (const path of listed.split('\n').filter(isTest)) {
    for (const number of numbersIn(readFileSync(join(root, path), 'utf8'))) {
      const files = found.get(number) ?? []
      if (!files.includes(path)) found.set(number, [...files, path])
    }
  }
  return found
}

const isTest = (path: string): boolean =>
  (/\.test\.(?:ts|mjs)$/.test(path) || /^test\/.*\.ts$/.test(path)) && existsSync(join(root, path))

/** Those in the names of tests: what only a comment says proves nothing. */
export function numbersIn(source: string): Set<string> {
  const names = [NAME, IN_TABLE].flatMap((pattern) =>
    [...source.matchAll(pattern)].map((match) => match[2] ?? ''),
  )
  return new Set(names.flatMap((name) => name.match(NUMBER) ?? []))
}
