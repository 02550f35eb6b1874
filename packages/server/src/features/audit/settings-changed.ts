import type { SettingInForce } from '@latchkey/contract'
import type { Storage, Transaction } from '#storage'
import type { By, What } from './entry.ts'
import { SERVER } from './looks.ts'
import { settingStore } from './settings/store.ts'

interface Deps {
  storage: Storage
  write(tx: Transaction, by: By, what: What): Promise<void>
  /** Keyed: of a secret nothing else is kept. */
  digest(text: string): string
}

export interface ServerSetting extends SettingInForce {
  /** What stands in for the value of a secret. */
  readonly secret: string | undefined
}

const NONE = '(none)'

/** What a start finds in force that the start before did not. Of the first start nothing is told. */
export async function tellSettingsChanged(
  { storage, write, digest }: Deps,
  settings: readonly ServerSetting[],
): Promise<void> {
  const store = settingStore(storage)
  await storage.write(async (tx) => {
    await tx.alone('audit-settings')
    const before = new Map((await store.list(tx)).map(({ name, value }) => [name, value]))
    for (const { name, value, is_secret, secret } of settings) {
      const kept = is_secret ? (secret === undefined ? NONE : digest(`${name} ${secret}`)) : (value ?? NONE)
      const former = before.get(name)
      if (former === kept) continue
      await store.put(tx, name, kept)
      if (former === undefined) continue
      const facts = is_secret
        ? { setting: name, was_set: former !== NONE, is_set: kept !== NONE }
        : { setting: name, from: former, to: kept }
      await write(tx, SERVER, { action: 'setting.changed', facts })
    }
  })
}
