// C065: a link leads to the address of the settings, whatever a request says of itself.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { fieldsOf, parse } from '../support/http.ts'
import { exchange, head } from '../support/raw.ts'
import { type Server, useServer } from '../support/server.ts'

const PUBLIC = 'https://id.example.com'

async function linkFor(server: Server, who: Account, fields: string[]): Promise<string> {
  const lines = [
    `POST /users/${who.id}/reset-link HTTP/1.1`,
    `Authorization: Bearer ${who.token}`,
    'Content-Length: 0',
    'Connection: close',
  ]
  const { answers } = await exchange(server, head(...lines, ...fields))
  const [answer] = answers
  expect([fields, answer?.status]).toEqual([fields, 200])
  return String(fieldsOf({ json: parse(answer?.body ?? '') }).url)
}

const forwarded: string[][] = [
  [],
  ['X-Forwarded-Host: evil.example'],
  ['X-Forwarded-Host: evil.example', 'X-Forwarded-Proto: http', 'X-Forwarded-Port: 81'],
  ['Forwarded: host=evil.example;proto=http;for=127.0.0.1'],
  ['X-Original-Host: evil.example', 'X-Host: evil.example', 'X-Forwarded-Server: evil.example'],
  ['X-Forwarded-Prefix: //evil.example', 'X-Original-URL: //evil.example/', 'X-Rewrite-URL: /evil'],
  ['Origin: https://evil.example', 'Referer: https://evil.example/'],
]

describe('C065 V36 CVE-2025-64101 GHSA-93m4-mfpg-c3xf a link', () => {
  const server = useServer({ dev: true })
  let admin: Account
  beforeAll(async () => {
    admin = await join(server)
  })

  const settings: [string, Record<string, string>, string[], (port: number) => string][] = [
    ['on loopback', {}, ['localhost', '127.0.0.1:1', '[::1]'], (port) => `http://localhost:${port}`],
    [
      'on loopback behind a proxy',
      { LATCHKEY_PUBLIC_URL: PUBLIC, LATCHKEY_TRUSTED_PROXIES: '127.0.0.1' },
      ['localhost', 'id.example.com'],
      () => PUBLIC,
    ],
    [
      'on every address',
      { HOST: '0.0.0.0', LATCHKEY_PUBLIC_URL: PUBLIC },
      ['evil.example', 'id.example.com.evil.example:443', 'localhost'],
      () => PUBLIC,
    ],
    [
      'on every address, without a public one',
      { HOST: '0.0.0.0' },
      ['evil.example', 'localhost'],
      (port) => `http://localhost:${port}`,
    ],
  ]
  test.each(settings)('%s leads to the address of the settings', async (_, env, hosts, base) => {
    await server.restart({ env })
    for (const host of hosts) {
      for (const fields of forwarded) {
        const link = await linkFor(server, admin, [`Host: ${host}`, ...fields])
        expect([host, fields, link.replace(/[\w-]{43}$/, '')]).toEqual([
          host,
          fields,
          `${base(server.port)}/reset?token=`,
        ])
      }
    }
  })
})
