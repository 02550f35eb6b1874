/** What a sign-in with a refresh token gave, and what goes on. */
export interface Session {
  readonly accessToken: string
  readonly refreshToken: string
  /** Milliseconds since the epoch, by this machine's clock. */
  readonly expiresAt: number
}

/** Where a session is kept. Everything that shares one shares the session: the tabs of a browser do. */
export interface SessionStore {
  load(): Session | undefined | Promise<Session | undefined>
  /** What is loaded after it has ended is this, by whomever. */
  save(session: Session | undefined): void | Promise<void>
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

const STORE = 'session'
const KEY = 'current'

/**
 * In IndexedDB, for all tabs of an origin: what one tab saved the next one loads, whichever process it is in, which
 * `localStorage` does not promise. Whatever script runs in the page can read it.
 */
export function browserSession(name = 'latchkey'): SessionStore {
  let opened: Promise<IDBDatabase> | undefined
  const run = async (
    mode: IDBTransactionMode,
    work: (store: IDBObjectStore) => { readonly result: unknown },
  ): Promise<unknown> => {
    opened ??= openDatabase(name)
    const transaction = (await opened).transaction(STORE, mode)
    const request = work(transaction.objectStore(STORE))
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve(request.result)
      transaction.onabort = () => reject(transaction.error)
    })
  }
  return {
    name,
    async load() {
      const kept = await run('readonly', (store) => store.get(KEY))
      return isSession(kept) ? kept : undefined
    },
    async save(session) {
      await run('readwrite', (store) => (session ? store.put(session, KEY) : store.delete(KEY)))
    },
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(STORE)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
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
