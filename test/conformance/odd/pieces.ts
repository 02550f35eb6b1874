/** What odd requests are made of. */
import { head } from '../../support/raw.ts'

/** The bytes; where somebody signed in asks, made with a token. */
export type Bytes = string | ((token: string) => string)

export const host = 'Host: localhost'
export const json = 'Content-Type: application/json'
export const chunked = 'Transfer-Encoding: chunked'
export const body = '{"username":"a","password":"b"}'
export const length = `Content-Length: ${body.length}`
export const size = body.length.toString(16)
export const inOneChunk = `${size}\r\n${body}\r\n0\r\n\r\n`
export const get = (path: string, ...fields: string[]) => head(`GET ${path} HTTP/1.1`, host, ...fields)
export const post = (path: string, ...fields: string[]) => head(`POST ${path} HTTP/1.1`, host, ...fields)
export const login = (...fields: string[]) => post('/auth/login', json, ...fields)

export type Group = Readonly<Record<string, Bytes>>
export const rows = <T>(values: readonly T[], of: (value: T) => [string, Bytes]): Group =>
  Object.fromEntries(values.map(of))

/** Long names are shortened: what stands in a failure is read by people. */
export const short = (text: string) =>
  JSON.stringify(text.length > 50 ? `${text.slice(0, 30)}… ${text.length}` : text)
