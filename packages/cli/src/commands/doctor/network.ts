import { createServer } from 'node:net'
import { type Config, urlOf } from '@latchkey/server'
import { type Finding, fail, ok, warn } from './finding.ts'

const LOOPBACK = /^(?:localhost|127(?:\.[0-9]{1,3}){3}|::1)$/i

/** Settings that are right one by one and seldom meant together. */
export function checkProxy({ host, publicUrl, trustedProxies, corsOrigins }: Config): Finding {
  const isHttps = publicUrl?.startsWith('https:') === true
  if (isHttps && trustedProxies.length === 0) {
    return warn(
      'proxy',
      `LATCHKEY_PUBLIC_URL is ${publicUrl}, so a proxy stands before this server, but none is trusted: everybody seems to come from its address`,
      'Set LATCHKEY_TRUSTED_PROXIES to the address of the proxy, such as 127.0.0.1.',
    )
  }
  if (publicUrl === undefined && trustedProxies.length > 0) {
    return warn(
      'proxy',
      'LATCHKEY_TRUSTED_PROXIES is set, but LATCHKEY_PUBLIC_URL is not: links in mails and of setup name this machine',
      'Set LATCHKEY_PUBLIC_URL to the address that people open.',
    )
  }
  if (!LOOPBACK.test(host) && !isHttps) {
    return warn(
      'proxy',
      `the server listens on ${host}, and nothing says that TLS ends before it: passwords would cross the network readable`,
      'Leave HOST out and put a proxy with TLS before it, or set LATCHKEY_PUBLIC_URL to its https address.',
    )
  }
  const plain = corsOrigins.filter(
    (origin) => origin.startsWith('http:') && !/\/\/localhost(?::|$)/.test(origin),
  )
  if (plain.length > 0) {
    return warn(
      'proxy',
      `LATCHKEY_CORS_ORIGINS trusts ${plain.join(', ')}, whose pages anybody on the network can change`,
      'Serve those pages over https.',
    )
  }
  return ok('proxy', publicUrl ?? `none; this server is at ${urlOf(host, 0).replace(/:0$/, '')} alone`)
}

/** Whether a start could have its port. Not asked while the server runs: then it is the server's. */
export async function checkPort({ host, port }: Config): Promise<Finding> {
  if (port === 0) return ok('port', 'the system chooses one at every start')
  const problem = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
    const server = createServer()
    server.on('error', resolve)
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(undefined)))
  })
  if (problem === undefined) return ok('port', `${port} is free`)
  if (problem.code === 'EADDRINUSE') {
    return fail('port', `${port} is taken by another program`, `Stop it, or set PORT=${port + 1}.`)
  }
  if (problem.code === 'EACCES') {
    return fail('port', `this user may not listen on ${port}`, 'Set PORT to 1024 or above.')
  }
  return fail(
    'port',
    `this machine cannot listen on ${host} (${problem.code})`,
    'Leave HOST out for localhost.',
  )
}
