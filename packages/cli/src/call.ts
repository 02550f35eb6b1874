import type { Environment } from './environment.ts'
import { UsageError } from './failure.ts'

type Options = Readonly<Record<string, string | boolean | readonly string[] | undefined>>

/** One use of a command: what was typed, and the environment it was typed in. */
export class Call {
  readonly words: readonly (string | undefined)[]
  readonly environment: Environment
  readonly #options: Options

  constructor(words: readonly (string | undefined)[], options: Options, environment: Environment) {
    this.words = words
    this.#options = options
    this.environment = environment
  }

  /** One JSON value on standard output, and nothing else. */
  get isJson(): boolean {
    return this.flag('json')
  }

  /** `name` is the option's long name in camel case, as commander gives it. */
  flag(name: string): boolean {
    return this.#options[name] === true
  }

  text(name: string): string | undefined {
    const value = this.#options[name]
    return typeof value === 'string' ? value : undefined
  }

  /** Of an option that may have several values. */
  texts(name: string): readonly string[] {
    const value = this.#options[name]
    return Array.isArray(value) ? value : []
  }

  /** Throws `UsageError` unless it is a whole number within the bounds. */
  integer(name: string, { min, max }: { min: number; max: number }): number | undefined {
    const text = this.text(name)
    if (text === undefined) return undefined
    const value = /^[0-9]{1,16}$/.test(text) ? Number(text) : Number.NaN
    if (value >= min && value <= max) return value
    throw new UsageError(
      `--${name} must be a whole number from ${min} to ${max}, not ${JSON.stringify(text)}.`,
    )
  }

  /** The argument at this place. Commander has made sure of those that are not optional. */
  word(index: number): string {
    return this.words[index] ?? ''
  }
}
