// C103: what goes to a log collector over TLS (RFC 5425) goes to the one whose certificate is trusted, and to no other.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createServer, type TLSSocket, type Server as TlsServer } from 'node:tls'
import { person } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { withServer } from '../support/server.ts'

const folder = mkdtempSync(join(tmpdir(), 'latchkey-collector-'))
const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')]
let taken = ''
let collector: TlsServer
const sockets = new Set<TLSSocket>()

beforeAll(async () => {
  const words =
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost'
  const made = spawnSync('openssl', [...words.split(' '), '-keyout', key, '-out', certificate])
  if (made.status !== 0) throw new Error(`openssl: ${made.stderr}`)
  collector = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => {
      taken += bytes.toString()
    })
  })
  await new Promise<void>((resolve) => collector.listen(0, 'localhost', resolve))
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  collector.close()
  rmSync(folder, { recursive: true })
})

const to = (): string => `syslogs://localhost:${(collector.address() as { port: number }).port}`

describe('C103 a log collector over TLS', () => {
  test('is sent frames of RFC 5424, once it proves to be who it is', async () => {
    const env = { LATCHKEY_AUDIT_STREAM: to(), NODE_EXTRA_CA_CERTS: certificate }
    await withServer({ dev: true, env }, async (server) => {
      expect((await send(server, 'POST /auth/register', { json: person() })).status).toBe(200)
      await eventually('the entry of the registration', () => taken.includes('user.created') || undefined)
      expect(taken).toMatch(/^\d+ <10\d>1 \d{4}-\d\d-\d\dT[\d:.]+Z \S+ latchkey \d+ \S+ - \{/)
    })
  })

  test('whom nobody vouches for is sent nothing, and that is told', async () => {
    taken = ''
    await withServer({ dev: true, env: { LATCHKEY_AUDIT_STREAM: to() } }, async (server) => {
      expect((await send(server, 'POST /auth/register', { json: person() })).status).toBe(200)
      const line = await eventually('a warning', () =>
        server.log.find(({ msg }) => String(msg).startsWith('the log collector did not take')),
      )
      expect(JSON.stringify(line)).toMatch(/self.signed|certificate/i)
      expect(taken).toBe('')
    })
  })
})
