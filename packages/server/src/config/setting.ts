interface Described {
  /** One line for docs/config.md. */
  readonly doc: string
  readonly advanced?: true
  /** Whether the configuration file may give it too; only what finds the file may not. */
  readonly file?: false
}

export interface IntegerSetting extends Described {
  readonly kind: 'integer'
  readonly min: number
  readonly max: number
  readonly default: number | ((cores: number) => number)
  /** The default in words, where it depends on the machine. */
  readonly defaultDoc?: string
}

export interface EnumSetting extends Described {
  readonly kind: 'enum'
  readonly values: readonly string[]
  readonly default: string
}

export interface BooleanSetting extends Described {
  readonly kind: 'boolean'
  readonly default: boolean
}

export interface StringSetting extends Described {
  readonly kind: 'string'
  /** Completes "must be …". */
  readonly allowed: string
  /** Gives the value in its canonical form, or undefined when it is not one. Absent: any printable text. */
  readonly read?: (text: string) => string | undefined
  readonly isPath?: true
  readonly default?: string
  readonly defaultDoc?: string
}

export interface ListSetting extends Described {
  readonly kind: 'list'
  /** Completes "each entry must be …". */
  readonly allowed: string
  readonly read: (text: string) => string | undefined
  readonly default: readonly string[]
}

export interface SecretSetting extends Described {
  readonly kind: 'secret'
  readonly allowed: string
  /** As in `StringSetting`. */
  readonly read?: (text: string) => string | undefined
  /** Completes "is too weak: …" without quoting the value, or undefined when it is strong enough. */
  readonly weakness?: (text: string) => string | undefined
  readonly defaultDoc?: string
}

export type Setting =
  | IntegerSetting
  | EnumSetting
  | BooleanSetting
  | StringSetting
  | ListSetting
  | SecretSetting

/** What a setting of this kind becomes in `Config`. */
export type ValueOf<S extends Setting> = S extends IntegerSetting
  ? number
  : S extends EnumSetting
    ? S['values'][number]
    : S extends BooleanSetting
      ? boolean
      : S extends ListSetting
        ? readonly string[]
        : S extends { readonly default: string }
          ? string
          : string | undefined

/** Completes "must be …". */
export function allowedBy(setting: Setting): string {
  if (setting.kind === 'integer') return `a whole number from ${setting.min} to ${setting.max}`
  if (setting.kind === 'enum') return oneOf(setting.values)
  return setting.kind === 'boolean' ? 'on or off' : setting.allowed
}

function oneOf(values: readonly string[]): string {
  return `${values.slice(0, -1).join(', ')} or ${values.at(-1)}`
}
