import type { Page } from '@latchkey/contract'
import type { SetupFeature } from '#features/setup'
import type { RegistrationMode } from '#features/users'
import { HOME } from './hosted/goal.ts'
import { seeOther } from './hosted/signed-in.ts'

interface Deps {
  readonly setup: Pick<SetupFeature, 'findWay'>
  readonly registration: RegistrationMode
}

/** GET /: to their account, and the sign-in before it; while there is no administrator yet, to where the first is made. */
export function startPage({ setup, registration }: Deps): Page {
  const canRegister = registration === 'open' || registration === 'private'
  return {
    method: 'GET',
    path: '/',
    async answer() {
      const way = await setup.findWay()
      if (way === undefined) return seeOther(HOME)
      return seeOther(way === 'registration' && canRegister ? '/sign-up' : '/setup')
    },
  }
}
