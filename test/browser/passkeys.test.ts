// Passkeys as a browser makes and shows them: Chromium's virtual authenticator (Web Authentication Level 3 section 11), on a page of
// somebody's own that the server was told of.
import { afterAll, describe, expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { type Answer, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { begin, finish, halfSignIn } from '../support/second-factors.ts'
import { type Server, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { closeBrowser, noBrowser, type Page } from './chromium.ts'
import { withDevice } from './device.ts'

/** What the page makes of options, as it would be sent; the name of the error where the browser refuses. */
const create = (page: Page, options: object) =>
  page.evaluate(async (given) => {
    try {
      const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(given as never)
      return ((await navigator.credentials.create({ publicKey })) as PublicKeyCredential).toJSON()
    } catch (error) {
      return (error as Error).name
    }
  }, options)
const get = (page: Page, options: object) =>
  page.evaluate(async (given) => {
    try {
      const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(given as never)
      return ((await navigator.credentials.get({ publicKey })) as PublicKeyCredential).toJSON()
    } catch (error) {
      return (error as Error).name
    }
  }, options)

const servePage = () =>
  Bun.serve({
    port: 0,
    fetch: () =>
      new Response('<!doctype html><title>Page</title>', { headers: { 'Content-Type': 'text/html' } }),
  })

async function signIn(server: Server, page: Page): Promise<Answer> {
  const { ceremony, options } = await begin(server, 'POST /auth/passkey/options')
  return send(server, 'POST /auth/passkey', { json: { ceremony, response: await get(page, options) } })
}

afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(
  `passkeys of a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    test('C073 are made, sign in, are a second factor and a fresh proof', async () => {
      const [own, strange] = [servePage(), servePage()]
      const env = { ...unthrottled, LATCHKEY_PASSKEY_ORIGINS: `http://localhost:${own.port}` }
      try {
        await withServer({ dev: true, env }, (server) =>
          withDevice(async ({ page, setKnown }) => {
            await page.goto(`http://localhost:${own.port}`)
            const who = await join(server)
            const { token } = who
            const line = 'POST /users/me/passkeys/options'
            const { ceremony, options } = await begin(server, line, { token })
            const json = { ceremony, name: 'Laptop', response: await create(page, options) }
            const added = await send(server, 'POST /users/me/passkeys', { token, json })
            expect([added.status, fieldsOf(added).name]).toEqual([200, 'Laptop'])
            // The same authenticator makes no second one for the account.
            expect(await create(page, (await begin(server, line, { token })).options)).toBe(
              'InvalidStateError',
            )

            for (let time = 0; time < 3; time++) {
              const session = textOf(await signIn(server, page), 'access_token')
              expect(fieldsOf(await send(server, 'GET /users/me', { token: session })).id).toBe(who.id)
            }

            const mfa_token = await halfSignIn(server, who)
            const second = await begin(server, 'POST /auth/login/mfa/options', { json: { mfa_token } })
            const shown = { ceremony: second.ceremony, response: await get(page, second.options) }
            expect((await finish(server, mfa_token, { kind: 'passkey', passkey: shown })).status).toBe(200)
            // Without the password, for the browser asked its owner to be known.
            const third = await begin(server, 'POST /auth/reauthenticate/options', { token })
            const passkey = { ceremony: third.ceremony, response: await get(page, third.options) }
            const proof = { token, json: { kind: 'passkey', passkey } }
            expect((await send(server, 'POST /auth/reauthenticate', proof)).status).toBe(200)

            await setKnown(false)
            expect(await get(page, (await begin(server, 'POST /auth/passkey/options')).options)).toBe(
              'NotAllowedError',
            )
            await setKnown(true)
            // A page that the server was not told of gets an answer from the browser, and none that counts.
            await page.goto(`http://localhost:${strange.port}`)
            expect((await signIn(server, page)).status).toBe(401)
            await page.goto(`http://localhost:${own.port}`)
            expect((await signIn(server, page)).status).toBe(200)
            const [one, ...others] = itemsOf(await send(server, 'GET /users/me/passkeys', { token }))
            expect([one?.last_used_at, others]).toEqual([expect.any(String), []])
          }),
        )
      } finally {
        await Promise.all([own.stop(true), strange.stop(true)])
      }
    })
  },
)
