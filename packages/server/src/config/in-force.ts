import type { Config } from './config.ts'
import type { Source } from './read-sources.ts'
import { fieldOf, settingNames, settings } from './settings.ts'

/** A setting as it may be shown: a secret has no value here. */
export interface SettingInForce {
  name: string
  /** As the environment would write it; null where there is none, or where it is secret. */
  value: string | null
  source: Source
  is_secret: boolean
}

/** Every setting, and where its value came from. */
export const settingsInForce = (config: Config): SettingInForce[] =>
  settingNames.map((name) => {
    const field = fieldOf(name)
    const is_secret = settings[name].kind === 'secret'
    return {
      name,
      value: is_secret ? null : written(config[field]),
      source: config.sources[field],
      is_secret,
    }
  })

/** The same with what a secret is, for whoever keeps no more than a keyed digest of it. */
export const settingsWithSecrets = (config: Config): (SettingInForce & { secret: string | undefined })[] =>
  settingsInForce(config).map((one, i) => {
    const name = settingNames[i]
    const value = one.is_secret && name !== undefined ? config[fieldOf(name)] : undefined
    return { ...one, secret: value === undefined ? undefined : String(value) }
  })

function written(value: unknown): string | null {
  if (value === undefined) return null
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return Array.isArray(value) ? value.join(',') : String(value)
}
