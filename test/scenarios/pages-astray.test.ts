// Addresses that a person can stand on, and that are no page: a browser is led on, and everybody else is refused as ever.
import { describe, expect, test } from 'bun:test'
import { documentRoutes } from '../browser/every-page/routes.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { exchange, head } from '../support/raw.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
const CHROMIUM = 'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8'
const HTML = 'text/html; charset=utf-8'
const look = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  send(server, `${method} ${path}`, { accept: CHROMIUM, headers })
/** The target as it stands there, which `fetch` would write otherwise. */
const asked = async (target: string) => {
  const lines = [`GET ${target} HTTP/1.1`, 'Host: localhost', `Accept: ${CHROMIUM}`, 'Connection: close']
  return (await exchange(server, head(...lines))).answers
}
const isLocation = ([name]: [string, string]) => name.toLowerCase() === 'location'
const NOWHERE = '/nothing/is-here'

/** Where a form is only sent to. */
const targets = documentRoutes
  .filter((route) => route.startsWith('POST ') && !documentRoutes.includes(route.replace('POST', 'GET')))
  .map((route) => route.slice('POST '.length))
  .concat('/sign-out', '/sign-in/passkey-offer/answer')

describe('an address that only takes a form', () => {
  test('there are many', () => expect(targets.length).toBeGreaterThan(25))

  test.each(targets)('%s leads a browser to a page', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      const { status, headers, text } = await look(path, {}, method)
      const location = headers.get('location') ?? ''
      expect([path, status, text, headers.get('cache-control')]).toEqual([path, 303, '', 'no-store'])
      expect(location === '/' || path.startsWith(`${location}/`)).toBe(true)
      expect([200, 303]).toContain((await look(location)).status)
    }
    for (const accept of ['*/*', 'application/json', 'application/problem+json']) {
      const { status, headers } = await send(server, `GET ${path}`, { accept })
      expect([path, status, headers.get('allow')]).toEqual([path, 405, 'POST'])
    }
  })

  test.each([
    ['/account/profile/name', '/account/profile'],
    ['/account/factors/app/confirm', '/account/factors'],
    ['/sign-in/mail/code', '/sign-in/mail'],
    ['/sign-in/passkey', '/sign-in'],
    ['/sign-out', '/'],
    ['/account/profile/name?lang=de', '/account/profile?lang=de'],
  ])('%s leads to %s', async (path, to) => {
    expect((await look(path)).headers.get('location')).toBe(to)
  })

  test('the addresses of the API say what they take', async () => {
    for (const path of ['/auth/login', '/auth/register', '/auth/refresh'])
      expectRefusal(await look(path), 405, 'method_not_allowed')
    expectRefusal(await look('/users/me'), 401)
  })
})

describe('a slash too many', () => {
  test.each([
    ['/account/', '/account'],
    ['/sign-in/', '/sign-in'],
    ['/sign-in/?next=/account/data', '/sign-in?next=%2Faccount%2Fdata'],
    ['/reset/?token=a%0d%0ab', '/reset?token=a%0D%0Ab'],
  ])('%s leads to %s', async (path, to) => {
    const { status, headers } = await look(path)
    expect([status, headers.get('location')]).toEqual([303, to])
  })

  test('leads to no other server', async () => {
    for (const target of [
      '//evil.example',
      '//evil.example/',
      '//evil.example/account/',
      '//',
      '///',
      '//account/',
    ])
      for (const { status, headers } of await asked(target))
        expect([target, status, headers.filter(isLocation)]).toEqual([target, 404, []])
  })
})

describe('where there is nothing', () => {
  test.each([NOWHERE, '/Account', '/account//', '/users/', '/account/profile/name/x'])(
    'a browser sees a page: %s',
    async (path) => {
      const { status, headers, text } = await look(path)
      expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
        404,
        HTML,
        'no-store',
      ])
      const [, nonce = ''] =
        /style-src 'nonce-([\w+/=]{24})'/.exec(headers.get('content-security-policy') ?? '') ?? []
      expect(text).toContain(`.css" nonce="${nonce}"`)
      expect(text).toContain('<h1>There is nothing at this address</h1>')
      expect(text).toContain('<a class="button" href="/">')
      const asked = await look(path, {}, 'HEAD')
      expect([asked.status, asked.text, asked.headers.get('content-type')]).toEqual([404, '', HTML])
    },
  )

  test('it is in the language of who asks, and leads to itself in others', async () => {
    const german = await look(`${NOWHERE}?lang=de&x=1`)
    expect(german.text).toContain('<html lang="de"')
    expect(german.text).toContain('href="?x=1&#38;lang=fr"')
    expect(german.headers.get('set-cookie')).toStartWith('latchkey-language=de;')
    const cookie = (german.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect((await look(NOWHERE, { cookie })).text).toContain('<html lang="de"')
    expect((await look(NOWHERE, { 'accept-language': 'ar' })).text).toContain('<html lang="ar" dir="rtl"')
    expect((await look(NOWHERE)).text).toContain('href="?lang=fr"')
  })

  test('nothing of the address stands in it as it was sent', async () => {
    for (const target of ['/<script>x', '/x?a=<script>x', '/x?"><script>x', '/x?lang=<script>x']) {
      for (const { body } of await asked(target)) expect(body).not.toContain('<script>')
    }
  })

  test.each([
    [undefined],
    ['*/*'],
    ['application/json'],
    ['text/html, application/json; profile="envelope"; q=0.9'],
    ['text/html;q=0, */*'],
    ['text/htmlx'],
  ])('whoever asks by Accept: %s gets the documented refusal', async (accept) => {
    expectRefusal(
      await send(server, `GET ${NOWHERE}`, accept === undefined ? {} : { accept }),
      404,
      'not_found',
    )
  })

  test('so does whoever does not only look, and whoever comes by another name', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])
      expectRefusal(await look(NOWHERE, {}, method), 404, 'not_found')
    for (const path of [NOWHERE, '/account/', '/sign-out'])
      expectRefusal(await look(path, { host: 'evil.example' }), 421, 'misdirected_request')
  })
})
