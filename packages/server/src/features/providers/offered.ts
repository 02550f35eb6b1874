import type { ProviderKind } from '@latchkey/contract'
import type { Storage } from '#storage'
import type { ProviderRow } from './store.ts'

/** A way to sign in, as a page offers it. */
export interface OfferedProvider {
  readonly slug: string
  readonly kind: ProviderKind
  readonly name: string
  /** Of whom it speaks. */
  readonly issuer: string
}

interface Deps {
  readonly storage: Pick<Storage, 'onChange' | 'isCurrent'>
  list(): Promise<ProviderRow[]>
}

/** Those that are enabled: in memory until one changes, for every page where somebody signs in asks. */
export function offeredProviders({ storage, list }: Deps): () => Promise<readonly OfferedProvider[]> {
  let kept: readonly OfferedProvider[] | undefined
  let changes = 0
  storage.onChange((subject) => {
    if (subject !== undefined && subject !== 'providers') return
    changes++
    kept = undefined
  })
  return async () => {
    if (kept && storage.isCurrent()) return kept
    const before = changes
    const found = (await list())
      .filter(({ enabled }) => enabled === 1)
      .map(({ slug, kind, name, issuer }) => ({ slug, kind, name, issuer }))
    // What was read before a change is told to who asked before it, and to nobody else.
    if (changes === before) kept = found
    return found
  }
}
