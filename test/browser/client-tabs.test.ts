// The client in the tabs of one browser: whoever finds that the token has ended, one of them refreshes.
import { afterAll, describe, expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { useServer } from '../support/server.ts'
import { closeBrowser, noBrowser, withPage } from './chromium.ts'

afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(
  `the client in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    // A refresh token that is used twice ends the session here.
    const server = useServer({ dev: true, env: { LATCHKEY_REFRESH_GRACE_SECONDS: '0' } })

    test('C046 keeps one session in four tabs, through ten ends of its token', async () => {
      const who = await join(server)
      const built = await Bun.build({
        entrypoints: [Bun.fileURLToPath(import.meta.resolve('@latchkey/client'))],
        minify: true,
        target: 'browser',
      })
      const code = Buffer.from((await built.outputs[0]?.text()) ?? '').toString('base64')
      await withPage({ bypassCSP: true }, async ({ page }) => {
        const context = page.context()
        const pages = [page, await context.newPage(), await context.newPage(), await context.newPage()]
        for (const each of pages) {
          // Any page of the server has its origin.
          await each.goto(`${server.url}/health`)
          await each.evaluate(async (text) => {
            const { createClient, browserSession } = await import(`data:text/javascript;base64,${text}`)
            const time = { now: Date.now() }
            const client = createClient({
              baseUrl: location.origin,
              session: browserSession(),
              now: () => time.now,
            })
            Object.assign(globalThis, { latchkey: { client, time } })
          }, code)
        }
        await page.evaluate(
          ([username, password]) =>
            (
              globalThis as never as { latchkey: { client: { signIn(given: object): Promise<void> } } }
            ).latchkey.client.signIn({
              username,
              password,
            }),
          [who.username, who.password],
        )
        for (let end = 1; end <= 10; end++) {
          const ids = await Promise.all(
            pages.map((each) =>
              each.evaluate(async () => {
                const { client, time } = (
                  globalThis as never as {
                    latchkey: { client: { users: { me(): Promise<{ id: number }> } }; time: { now: number } }
                  }
                ).latchkey
                // The token has ended for all of them at once.
                time.now += 1_800_000
                return (await client.users.me()).id
              }),
            ),
          )
          expect(ids).toEqual([who.id, who.id, who.id, who.id])
        }
      })
      const refreshes = () => server.log.filter(({ route }) => route === '/auth/refresh')
      // The log is written a moment after the answer.
      await eventually('ten refreshes in the log', () => refreshes().length >= 10 || undefined)
      const asked = refreshes()
      expect(asked.map(({ status }) => status)).toEqual(Array.from({ length: asked.length }, () => 200))
    })
  },
)
