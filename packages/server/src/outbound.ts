import { lookup } from 'node:dns/promises'
import { type IncomingMessage, request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { BlockList, isIP } from 'node:net'
import { isLoopback } from '#kernel/loopback'
import { type Outbound, OutboundRefusal, type OutboundRequest } from '#kernel/outbound'

const LONGEST_MS = 8_000
/** Key sets and descriptions of the large ones have some 20 kB. */
const MOST_BYTES = 512 * 1_024

/** IANA's special-purpose registries (RFC 6890): what is not everybody's. */
const notGlobal = new BlockList()
for (const [address, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  notGlobal.addSubnet(address, bits, 'ipv4')
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')
for (const [address, bits] of [
  // Teredo, ORCHID and other protocol assignments, documentation, and 6to4, which leads to any IPv4 address.
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  notGlobal.addSubnet(address, bits, 'ipv6')

export const isGlobal = (address: string): boolean =>
  isIP(address) === 4
    ? !notGlobal.check(address, 'ipv4')
    : isIP(address) === 6 && global6.check(address, 'ipv6') && !notGlobal.check(address, 'ipv6')

interface Rules {
  /** In development: this machine's own servers, by http as well. */
  readonly allowsLoopback: boolean
  readonly longestMs?: number
  resolve?(host: string): Promise<readonly string[]>
}

const resolveAll = async (host: string): Promise<string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address)

export function outbound({ allowsLoopback, longestMs = LONGEST_MS, resolve = resolveAll }: Rules): Outbound {
  return async (text, asked = {}) => {
    const url = new URL(text)
    if (url.username !== '' || url.password !== '')
      throw new OutboundRefusal(`${url.origin} is asked without a name and password in its address.`)
    if (url.protocol !== 'https:' && !(allowsLoopback && url.protocol === 'http:'))
      throw new OutboundRefusal(`${url.protocol}//${url.host} is not asked: only https is.`)
    // Looked up once, and connected to what was looked at: a name that leads elsewhere the second time gains nothing.
    const address = await addressOf(url, allowsLoopback, resolve)
    const deadline = AbortSignal.timeout(longestMs)
    const signal = asked.signal ? AbortSignal.any([asked.signal, deadline]) : deadline
    try {
      return await send(url, address, asked, signal)
    } catch (error) {
      if (error instanceof OutboundRefusal) throw error
      const why = deadline.aborted ? `did not answer within ${longestMs / 1_000} s` : reasonOf(error)
      throw new OutboundRefusal(`${url.host} ${why}.`, { cause: error })
    }
  }
}

async function addressOf(
  url: URL,
  allowsLoopback: boolean,
  resolve: (host: string) => Promise<readonly string[]>,
): Promise<string> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [host] : await resolve(host).catch(() => [])
  const [first] = addresses
  if (first === undefined) throw new OutboundRefusal(`${host} has no address: nobody knows that name.`)
  const isOwn = allowsLoopback && addresses.every(isLoopback)
  if (url.protocol === 'http:' && !isOwn)
    throw new OutboundRefusal(
      `http://${url.host} is not asked: only https is, but on this machine in development.`,
    )
  if (!isOwn && !addresses.every(isGlobal))
    throw new OutboundRefusal(`${host} is not asked: ${first} is an address of a private or special network.`)
  return first
}

function send(url: URL, address: string, asked: OutboundRequest, signal: AbortSignal): Promise<Response> {
  const body = asked.body === undefined || asked.body === null ? undefined : String(asked.body)
  const isSecure = url.protocol === 'https:'
  const host = url.hostname.replace(/^\[|\]$/g, '')
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => reject(error)
    const request = (isSecure ? secureRequest : plainRequest)(
      {
        host: address,
        port: url.port === '' ? (isSecure ? 443 : 80) : Number(url.port),
        path: `${url.pathname}${url.search}`,
        method: asked.method ?? 'GET',
        headers: {
          ...asked.headers,
          host: url.host,
          'user-agent': 'Latchkey',
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
        ...(isSecure && isIP(host) === 0 ? { servername: host } : {}),
        agent: false,
        signal,
      },
      (answer) => readAnswer(answer, url.host, signal).then(resolve, fail),
    )
    request.on('error', fail)
    request.end(body)
  })
}

async function readAnswer(answer: IncomingMessage, host: string, signal: AbortSignal): Promise<Response> {
  const parts: Buffer[] = []
  let bytes = 0
  const abort = (): void => void answer.destroy(new Error('too late'))
  signal.addEventListener('abort', abort, { once: true })
  try {
    for await (const part of answer as AsyncIterable<Buffer>) {
      bytes += part.length
      if (bytes > MOST_BYTES)
        throw new OutboundRefusal(`${host} answered more than ${MOST_BYTES / 1_024} kB.`)
      parts.push(part)
    }
  } finally {
    signal.removeEventListener('abort', abort)
    answer.destroy()
  }
  if (signal.aborted) throw new Error('too late')
  const status = answer.statusCode ?? 0
  if (status >= 300 && status < 400)
    throw new OutboundRefusal(`${host} answered with a redirect (${status}), which is not followed.`)
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  const isEmpty = status === 204 || status === 205
  return new Response(isEmpty ? null : Buffer.concat(parts), { status, headers })
}

const reasonOf = (error: unknown): string => {
  const { code, message } = error as { code?: string; message?: string }
  return `could not be asked (${code ?? message ?? 'no reason was given'})`
}
