import { contract, type Implemented, implementFor, problem } from '@latchkey/contract'

interface Deps {
  /** Whether requests should be sent here: undefined, or why not. */
  reasonNotReady(): 'draining' | 'disk' | 'database' | undefined
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
      if (reason === 'disk') {
        throw problem('storage_unavailable', {
          detail: 'The database refused a write and is not trusted any more. Check the disk, then restart.',
          retryAfterSeconds: 10,
        })
      }
      if (reason === 'database') {
        throw problem('storage_unavailable', {
          detail:
            'The database does not answer, or takes no writes. The server goes on by itself when it is back.',
          retryAfterSeconds: 1,
        })
      }
      return OK
    },
  }),
})
