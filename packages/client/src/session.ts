/** What a sign-in with a refresh token gave, and what goes on. */
export interface Session {
  readonly accessToken: string
  readonly refreshToken: string
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly expiresAt: number
}

/** Where a session is kept. Everything that shares one shares the session: the tabs of a browser do. */
export interface SessionStore {
  load(): Session | undefined
  save(session: Session | undefined): void
  /** Names it among the locks of the browser; absent where nobody else uses it. */
  readonly name?: string
}

/** In this object alone: gone when the page, or the process, is. */
export function memorySession(): SessionStore {
  let kept: Session | undefined
  return {
    load: () => kept,
    save: (session) => {
      kept = session
    },
  }
}

/** In `localStorage`, for all tabs of an origin. Whatever script runs in the page can read it. */
export function browserSession(name = 'latchkey'): SessionStore {
  return {
    name,
    load() {
      try {
        const kept: unknown = JSON.parse(localStorage.getItem(name) ?? 'null')
        return isSession(kept) ? kept : undefined
      } catch {
        return undefined
      }
    },
    save(session) {
      if (session) localStorage.setItem(name, JSON.stringify(session))
      else localStorage.removeItem(name)
    },
  }
}

function isSession(value: unknown): value is Session {
  if (typeof value !== 'object' || value === null) return false
  const { accessToken, refreshToken, expiresAt } = value as Partial<Session>
  return typeof accessToken === 'string' && typeof refreshToken === 'string' && typeof expiresAt === 'number'
}

interface Locks {
  request<T>(name: string, work: () => Promise<T>): Promise<T>
}

/**
 * Work of one name is done one after the other: by the Web Locks API among all tabs of an origin where there is one, else
 * in this object.
 */
export function inTurn(name: string | undefined): <T>(work: () => Promise<T>) => Promise<T> {
  const { locks } = (globalThis.navigator ?? {}) as { locks?: Locks }
  if (name !== undefined && locks) return (work) => locks.request(`latchkey ${name}`, work)
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const mine = last.then(work, work)
    last = mine.catch(() => undefined)
    return mine
  }
}
