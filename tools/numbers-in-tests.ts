import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

const root = dirname(import.meta.dirname)
const NUMBER = /\b(?:C\d{3}|R\d{2}|V\d{2}|CVE-\d{4}-\d+|GHSA(?:-[a-z0-9]{4}){3}|PYSEC-\d{4}-\d+)\b/g
/** What a test, or a group of them, is called; `here` is a test that one machine can run and another cannot. */
const NAME = /\b(?:test|describe|it|here)(?:\.\w+)*(?:\([^'"`\n]*\))?\(\s*(['"`])((?:(?!\1)[^\\]|\\.)*)\1/g
/** Of a table of tests: `])('C034 %s', …` and a row that begins with its number. */
const IN_TABLE =
  /(?:\]\s*(?:satisfies [^(]*|as const)?\)|\[|name:|title:)\s*\(?\s*(['"`])((?:(?!\1)[^\\\n]|\\.)*)\1/g

export interface NamedTest {
  readonly path: string
  readonly name: string
}

/** What every test of the repository is called that carries a number of the ledger. */
export function namedTests(): NamedTest[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  })
  return listed
    .split('\n')
    .filter(isTest)
    .flatMap((path) =>
      namesIn(readFileSync(join(root, path), 'utf8'))
        .filter((name) => numbersIn(name).size > 0)
        .map((name) => ({ path, name })),
    )
}

const isTest = (path: string): boolean =>
  (/\.test\.(?:ts|mjs)$/.test(path) || /^test\/.*\.ts$/.test(path)) && existsSync(join(root, path))

/** The names of tests: what only a comment says proves nothing. */
export function namesIn(source: string): string[] {
  return [NAME, IN_TABLE].flatMap((pattern) => [...source.matchAll(pattern)].map((match) => match[2] ?? ''))
}

export const numbersIn = (name: string): Set<string> => new Set(name.match(NUMBER) ?? [])
