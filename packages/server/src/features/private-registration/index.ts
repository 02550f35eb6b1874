import { contract, type Implemented, implementFor, type RequestFacts } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import type { NewAccount } from '#features/users'
import { askedRegistrations } from './ask.ts'
import { confirmRegistration, refuseWrongToken } from './confirm.ts'
import type { RegistrationDeps } from './deps.ts'
import { registrationStore } from './store.ts'

export interface PrivateRegistrationFeature {
  readonly routes: Implemented<Caller>[]
  /** What is answered to everybody who registers; the rest is mailed. */
  ask(account: NewAccount, request: RequestFacts): Promise<{ message: string }>
  /** Throws `invalid_mailed_token`; spends nothing. */
  refuseWrongToken(token: string): Promise<void>
  /** What a server that was stopped had left of what was asked for, and what is over. */
  sweep(): Promise<void>
  /** Everything that was asked for is mailed when it resolves. */
  settled(): Promise<void>
}

export function privateRegistrationFeature(
  given: Omit<RegistrationDeps, 'store'>,
): PrivateRegistrationFeature {
  const { storage, clock } = given
  const store = registrationStore(storage)
  const deps = { ...given, store }
  const { ask, work } = askedRegistrations(deps)
  return {
    ask,
    refuseWrongToken: (token) => refuseWrongToken(deps, token),
    async sweep() {
      work.soon()
      await storage.write((tx) => store.removeExpired(tx, clock.now()))
    },
    settled: work.settled,
    routes: implementFor<Caller>()(contract.registrations, {
      confirm: ({ body, request }) => confirmRegistration(deps, body, request),
    }),
  }
}
