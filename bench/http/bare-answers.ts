import { readFileSync } from 'node:fs'
import type { RawAnswer } from './raw-answer.ts'

/** By path, without a query. */
export type BareAnswers = Readonly<Record<string, RawAnswer>>

export const readAnswers = (file: string): BareAnswers =>
  JSON.parse(readFileSync(file, 'utf8')) as BareAnswers

/** The headers that the program wrote itself; a server that adds some of its own would have those twice. */
export const headersWithout = ({ headers }: RawAnswer, own: readonly string[]): [string, string][] =>
  headers.filter(([name]) => !own.includes(name.toLowerCase())).map(([name, value]) => [name, value])
