import { readFileSync, writeFileSync } from 'node:fs'

/**
 * One request of a load. `{n}` in a body becomes a number that no other request of the slot has; `{r}` a refresh token
 * that was not sent before: those that the requests begin with, then those that came back.
 */
export interface LoadRequest {
  readonly method: string
  readonly path: string
  readonly token?: string | undefined
  readonly body?: string
  readonly refreshToken?: string
  readonly cookie?: string | undefined
}

export interface Load {
  readonly connections: number
  /** Whole seconds. */
  readonly seconds: number
  /** Sent one after another, round and round. */
  readonly requests: readonly LoadRequest[]
}

export interface LoadResult {
  /** Answers of 2xx. */
  readonly answered: number
  /** Answers of 503: the server said that it has enough to do. */
  readonly refused: number
  /** Any other answer, and connections that broke. */
  readonly failed: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** A line a request, its fields between tabs: both load generators read it, one of them in Lua. */
export function writeRequests(file: string, requests: readonly LoadRequest[]): void {
  const lines = requests.map(
    ({ method, path, token = '', body = '', refreshToken = '', cookie = '' }) =>
      `${method}\t${path}\t${token}\t${body}\t${refreshToken}\t${cookie}\n`,
  )
  writeFileSync(file, lines.join(''))
}

export function readRequests(file: string): LoadRequest[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [method = '', path = '', token = '', body = '', refreshToken = '', cookie = ''] = line.split('\t')
      const by = { token: token === '' ? undefined : token, cookie: cookie === '' ? undefined : cookie }
      return { method, path, ...by, body, refreshToken }
    })
}
