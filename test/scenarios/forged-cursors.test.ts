// V19, C092: a cursor is one that this server gave out for this list, or it is none.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, signIn } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { expectInvalid, expectNoInsides } from '../support/expect-answer.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { useServer, withServer } from '../support/server.ts'
import { otherSpellings } from '../support/tamper.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
  await join(server)
  await signIn(server, admin)
  for (let made = 0; made < 3; made += 1) {
    await makeKey(server, admin, 'self:read')
    const json = { description: 'Of the cursors', permissions: [] }
    await send(server, `PUT /roles/of-the-cursors-${made}`, { token: admin.token, json })
  }
  await send(server, 'POST /keys/rotate', { token: admin.token, json: {} })
})

const lists = [
  '/sessions',
  '/users/1/sessions',
  '/api-keys',
  '/users/1/api-keys',
  '/users/me/notices',
  '/roles',
  '/keys',
  '/audit',
  '/audit/export',
  '/audit/access?at=2099-01-01',
  '/users/me/activity',
  '/guard/attempts',
]
const page = async (list: string, cursor?: string) => {
  const after = cursor === undefined ? '' : `&cursor=${encodeURIComponent(cursor)}`
  const joint = list.includes('?') ? '&' : '?'
  return await send(server, `GET ${list}${joint}limit=1${after}`, { token: admin.token })
}
const cursorOf = async (list: string) => textOf(await page(list), 'next_cursor')

describe('V19 CVE-2026-33503 C092', () => {
  test.each(lists)('%s takes no cursor that somebody made', async (list) => {
    const cursor = await cursorOf(list)
    const [position = '', mark = ''] = cursor.split('.')
    const now = Date.now()
    const made = [
      `${now} ses_AAAAAAAAAAAAAAAAAAAAAAAAAAA`,
      `${now} key_AAAAAAAAAAAAAAAAAAAAAAAAAAA`,
      `${now} ntc_AAAAAAAAAAAAAAAAAAAAAAAAAAA`,
      'admin',
      "1 ses_' or 1=1",
      '{"createdAt":1,"id":"x"}',
      '9007199254740993 ses_a',
      Buffer.from(position, 'base64url').toString('latin1'),
    ].map((text) => Buffer.from(text).toString('base64url'))
    const [key] = itemsOf(await page(list))
    const forged = [
      ...made,
      ...made.map((text) => `${text}.${mark}`),
      ...made.map((text) => `${text}.${'A'.repeat(mark.length)}`),
      String(key?.kid ?? key?.name ?? key?.id),
      position,
      `${position}.`,
      `.${mark}`,
      mark,
      `${cursor}A`,
      `${cursor}=`,
      cursor.slice(0, -1),
      cursor.slice(1),
      cursor.toLowerCase(),
      `${cursor}.${mark}`,
      ...otherSpellings(cursor),
      'undefined',
      '0',
      "' or 1=1--",
      '../../x',
      'A'.repeat(128),
    ].filter((text) => text !== cursor)
    for (const one of forged) {
      const answer = await page(list, one)
      expect([list, one, answer.status]).toEqual([list, one, 400])
      expectInvalid(answer, 'cursor')
      expectNoInsides(answer.text)
    }
    // The control: it is good, and leads to what comes next.
    const next = await page(list, cursor)
    expect([next.status, itemsOf(next).length]).toEqual([200, 1])
    expect(itemsOf(next)).not.toEqual(itemsOf(await page(list)))
  })

  test('nor one of another list, which its place means nothing in', async () => {
    const kinds = ['/sessions', '/api-keys', '/roles', '/keys']
    for (const of of kinds)
      for (const list of kinds.filter((one) => one !== of))
        expectInvalid(await page(list, await cursorOf(of)), 'cursor')
  })

  test('nor one of another server: the key is made with the root secret, and is nobody’s default', async () => {
    const cursor = await cursorOf('/api-keys')
    await withServer({ dev: true }, async (elsewhere) => {
      const who = await join(elsewhere)
      await makeKey(elsewhere, who, 'self:read')
      const answer = await send(elsewhere, `GET /api-keys?cursor=${cursor}`, { token: who.token })
      expectInvalid(answer, 'cursor')
    })
    await server.restart()
    expect(fieldsOf(await page('/api-keys', cursor)).items).toHaveLength(1)
  })
})
