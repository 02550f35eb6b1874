import { contract, type Page } from '@latchkey/contract'
import { languageCookie } from '../../language.ts'
import type { SignedIn } from '../signed-in.ts'
import { activityLook } from './activity.ts'
import { apiKeysDeeds, apiKeysLooks } from './api-keys.ts'
import { contactsDeeds, contactsLooks } from './contacts.ts'
import { dataLooks } from './data.ts'
import { deleteDeed, deleteLook } from './delete.ts'
import { type FactorsDeps, factorsDeeds, factorsLooks } from './factors.ts'
import { type IdentitiesDeps, identitiesDeeds, identitiesLook } from './identities.ts'
import { languageDeed, languageLook } from './language.ts'
import { overviewLook } from './overview.ts'
import { type Deed, type Look, type OwnDeps, ownPages } from './own.ts'
import { PASSKEY_OPTIONS, passkeysDeeds, passkeysLook } from './passkeys.ts'
import { passwordDeed, passwordLook } from './password.ts'
import { profileDeeds, profileLook } from './profile.ts'
import { type ProvedElsewhere, provePages } from './prove.ts'
import { sessionsDeeds, sessionsLook } from './sessions.ts'
import { supportDeed, supportLook } from './support.ts'

export interface AccountDeps extends Omit<OwnDeps, 'providers' | 'deeds'>, IdentitiesDeps, FactorsDeps {
  readonly browser: SignedIn
  readonly isSecure: boolean
  /** Where people reach the server. */
  baseUrl(): string
}

/** What is somebody's own, in a browser: each page does what the request of the same meaning does. */
export function accountPages(deps: AccountDeps): { pages: Page[]; provedElsewhere: ProvedElsewhere } {
  const { browser } = deps
  const looks: readonly Look[] = [
    overviewLook,
    profileLook,
    passwordLook,
    ...factorsLooks,
    passkeysLook,
    identitiesLook(deps),
    sessionsLook,
    activityLook,
    ...apiKeysLooks,
    ...contactsLooks,
    supportLook,
    languageLook,
    ...dataLooks,
    deleteLook,
  ]
  const deeds: readonly Deed[] = [
    ...profileDeeds,
    passwordDeed(browser),
    ...factorsDeeds(deps),
    ...passkeysDeeds(browser),
    ...identitiesDeeds(deps),
    ...sessionsDeeds(browser),
    ...apiKeysDeeds,
    ...contactsDeeds(deps.baseUrl),
    supportDeed,
    languageDeed(languageCookie(deps.isSecure)),
    deleteDeed(browser),
  ]
  const byPath = new Map(deeds.map((deed) => [deed.path, deed] as const))
  const own = ownPages({ ...deps, deeds: byPath })
  const { pages, provedElsewhere } = provePages(own, { ...deps, deeds: byPath })
  return {
    provedElsewhere,
    pages: [
      ...looks.map(own.look),
      ...deeds.map(own.act),
      own.give(PASSKEY_OPTIONS, contract.passkeys.begin),
      ...pages,
    ],
  }
}
