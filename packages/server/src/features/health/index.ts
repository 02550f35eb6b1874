import { contract, type Implemented, implementFor, problem } from '@latchkey/contract'

interface Deps {
  /** Whether requests should be sent here: undefined, or why not. */
  reasonNotReady(): 'draining' | 'storage' | undefined
}

const OK = { status: 'ok' } as const

export const healthFeature = <C>({ reasonNotReady }: Deps): { routes: Implemented<C>[] } => ({
  routes: implementFor<C>()(contract.health, {
    check: () => OK,
    live: () => OK,
    ready: () => {
      const reason = reasonNotReady()
      if (reason === 'draining') {
        throw problem('overloaded', {
          detail: 'The server is stopping. Ask another one.',
          retryAfterSeconds: 1,
        })
      }
      if (reason === 'storage') {
        throw problem('storage_unavailable', {
          detail: 'The database refused a write and is not trusted any more. Check the disk, then restart.',
          retryAfterSeconds: 10,
        })
      }
      return OK
    },
  }),
})
