// The proxies' files of `deploy/`, as they are but for what belongs to a machine (ports, certificate, log)
// and for how long it waits for a slow caller.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ConnectionOptions } from 'node:tls'
import { eventually } from '../support/eventually.ts'
import { ask } from '../support/raw.ts'
import { freePort } from './built.ts'

const deploy = join(import.meta.dirname, '../../deploy')
/** The name in the files. */
export const NAME = 'id.example.org'

const isRoot = process.getuid?.() === 0

interface Place {
  readonly folder: string
  /** Of the proxy, for TLS and without. */
  readonly port: number
  readonly plainPort: number
  /** Of the server behind it. */
  readonly serverPort: number
}

interface Kind {
  readonly file: string
  readonly program: string
  /** What is another one here; each has to be in the file. */
  changes(place: Place): [string, string][]
  /** Whether a request reaches the server only when it is whole. */
  readonly waits: boolean
  /** Whether it writes a line a request. */
  readonly logs: boolean
  /** Whether it limits how often one address may sign in. */
  readonly limits: boolean
  /** What the program is started with, once the file lies in the folder. */
  words(folder: string): string[]
}

export const PROXIES: Readonly<Record<string, Kind>> = {
  nginx: {
    file: 'nginx.conf',
    program: '/usr/sbin/nginx',
    waits: true,
    limits: true,
    logs: true,
    changes: ({ folder, port, plainPort, serverPort }) => [
      ['127.0.0.1:8000', `127.0.0.1:${serverPort}`],
      ['listen 80;', `listen 127.0.0.1:${plainPort};`],
      ['listen [::]:80;', ''],
      ['listen 443 ssl http2;', `listen 127.0.0.1:${port} ssl http2;`],
      ['listen [::]:443 ssl http2;', ''],
      ['client_header_timeout 10s', 'client_header_timeout 3s'],
      ['/etc/ssl/latchkey/', `${folder}/`],
      ['/var/log/nginx/latchkey.log', `${folder}/access.log`],
    ],
    words: (folder) => {
      const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((name) => `${name}_temp_path ${folder}/${name};`)
        .join(' ')
      const around = `daemon off; ${isRoot ? 'user root; ' : ''}pid ${folder}/pid; error_log stderr warn; events {}\nhttp { ${own} include ${folder}/nginx.conf; }\n`
      writeFileSync(join(folder, 'around.conf'), around)
      return ['-p', folder, '-e', 'stderr', '-c', join(folder, 'around.conf')]
    },
  },
  HAProxy: {
    file: 'haproxy.cfg',
    program: '/usr/sbin/haproxy',
    waits: true,
    limits: true,
    logs: true,
    changes: ({ folder, port, plainPort, serverPort }) => [
      ['127.0.0.1:8000', `127.0.0.1:${serverPort}`],
      ['bind :80\n', `bind 127.0.0.1:${plainPort}\n`],
      ['bind :443', `bind 127.0.0.1:${port}`],
      ['timeout http-request 10s', 'timeout http-request 3s'],
      ['/etc/haproxy/latchkey.pem', `${folder}/both.pem`],
      ...(isRoot ? [] : ([['user haproxy\n  group haproxy\n', '']] as [string, string][])),
    ],
    words: (folder) => ['-db', '-f', join(folder, 'haproxy.cfg')],
  },
  Caddy: {
    file: 'Caddyfile',
    program: '/usr/bin/caddy',
    waits: false,
    limits: false,
    logs: false,
    changes: ({ folder, port, plainPort, serverPort }) => [
      ['127.0.0.1:8000', `127.0.0.1:${serverPort}`],
      ['{\n\tservers', `{\n\tadmin off\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tservers`],
      ['read_header 10s', 'read_header 3s'],
      ['read_body 10s', 'read_body 3s'],
      ['\nid.example.org {', `\n${NAME} {\n\ttls ${folder}/fullchain.pem ${folder}/privkey.pem`],
    ],
    words: (folder) => ['run', '--adapter', 'caddyfile', '--config', join(folder, 'Caddyfile')],
  },
}

export const isHere = (name: string): boolean => existsSync(PROXIES[name]?.program ?? '')

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export interface RunningProxy {
  readonly port: number
  readonly plainPort: number
  readonly secure: ConnectionOptions
  /** All it wrote so far, to its log and to its streams. */
  said(): string
  stop(): Promise<void>
}

/** A certificate for the name, which the caller of the proxy trusts. */
function makeCertificate(folder: string): string {
  const [key, certificate] = [join(folder, 'privkey.pem'), join(folder, 'fullchain.pem')]
  const words = `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=${NAME} -addext subjectAltName=DNS:${NAME}`
  const { status, stderr } = spawnSync('openssl', [...words.split(' '), '-keyout', key, '-out', certificate])
  if (status !== 0) throw new Error(`openssl: ${stderr}`)
  const text = readFileSync(certificate, 'utf8')
  writeFileSync(join(folder, 'both.pem'), text + readFileSync(key, 'utf8'))
  return text
}

/** Starts it in front of the server on this port; resolves when it answers from there. */
export async function startProxy(name: string, folder: string, serverPort: number): Promise<RunningProxy> {
  const kind = PROXIES[name]
  if (!kind) throw new Error(`There is no proxy ${name}.`)
  const secure = { ca: makeCertificate(folder), servername: NAME, localAddress: '127.0.0.2' }
  const place = { folder, port: await freePort(), plainPort: await freePort(), serverPort }
  let text = readFileSync(join(deploy, kind.file), 'utf8')
  for (const [from, to] of kind.changes(place)) {
    if (!text.includes(from)) throw new Error(`${kind.file} has no ${JSON.stringify(from)}`)
    text = text.replaceAll(from, to)
  }
  writeFileSync(join(folder, kind.file), text)
  const child = spawn(kind.program, kind.words(folder), {
    env: { PATH: process.env.PATH, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.add(child)
  const log = join(folder, 'access.log')
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes) => (said += String(bytes)))
  const exited = once(child, 'close').then(() => running.delete(child))
  const proxy = { ...place, secure }
  await eventually(`an answer through ${name}`, async () => {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${said}`)
    const lines = ['GET /health HTTP/1.1', `Host: ${NAME}`, 'Connection: close']
    const answer = await ask(proxy, ...lines).catch(() => undefined)
    return answer?.status === 200 ? true : undefined
  })
  return {
    ...proxy,
    said: () => (existsSync(log) ? readFileSync(log, 'utf8') : '') + said,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}
