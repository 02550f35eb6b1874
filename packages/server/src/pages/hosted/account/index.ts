import type { Page } from '@latchkey/contract'
import type { SignedIn } from '../signed-in.ts'
import { languageDeed, languageLook } from './language.ts'
import { overviewLook } from './overview.ts'
import { type Deed, type Look, type OwnDeps, ownPages } from './own.ts'
import { passwordDeed, passwordLook } from './password.ts'
import { profileDeeds, profileLook } from './profile.ts'
import { provePages } from './prove.ts'
import { sessionsDeeds, sessionsLook } from './sessions.ts'

export interface AccountDeps extends OwnDeps {
  readonly browser: SignedIn
}

/** What is somebody's own, in a browser: each page does what the request of the same meaning does. */
export function accountPages(deps: AccountDeps): Page[] {
  const { browser } = deps
  const looks: readonly Look[] = [overviewLook, profileLook, passwordLook, sessionsLook, languageLook]
  const deeds: readonly Deed[] = [
    ...profileDeeds,
    passwordDeed(browser),
    ...sessionsDeeds(browser),
    languageDeed,
  ]
  const own = ownPages(deps)
  const byPath = new Map(deeds.map((deed) => [deed.path, deed] as const))
  return [...looks.map(own.look), ...deeds.map(own.act), ...provePages(own, browser, byPath)]
}
