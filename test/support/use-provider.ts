import { afterAll, beforeAll } from 'bun:test'
import { type Account, join } from './accounts.ts'
import type { Target } from './http.ts'
import { OpenIdProvider } from './openid-provider.ts'
import { addProvider } from './providers.ts'

/** A provider that the server of a whole test file offers, and the administrator who added it. */
export function useProvider(server: Target): { readonly provider: OpenIdProvider; readonly admin: Account } {
  const provider = new OpenIdProvider()
  let admin: Account | undefined
  beforeAll(async () => {
    await provider.open()
    admin = await join(server)
    await addProvider(server, admin, provider)
  })
  afterAll(() => provider.close())
  return {
    provider,
    get admin() {
      if (admin === undefined) throw new Error('the administrator is there in a test only')
      return admin
    },
  }
}
