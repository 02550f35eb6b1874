// The API pages in a real browser: Swagger UI's Authorize button signs in, and nothing is asked of anybody else.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { ApiDocument } from '../conformance/document.ts'
import { type Account, join } from '../support/accounts.ts'
import { useServer } from '../support/server.ts'
import { closeBrowser, foreign, noBrowser, type Page, type Watched, withPage } from './chromium.ts'

afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(
  `the API pages${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const server = useServer({ dev: true })
    let admin: Account
    let user: Account
    let operations = 0
    beforeAll(async () => {
      admin = await join(server)
      user = await join(server)
      operations = (await ApiDocument.of(server)).operations.length
    })

    /** Of a long list Swagger UI has only what is in sight in the page: it is read from the top to the end. */
    async function operationsIn(page: Page): Promise<Set<string>> {
      const seen = new Set<string>()
      const isAtEnd = () => Math.ceil(scrollY + innerHeight) >= document.documentElement.scrollHeight
      for (let isEnd = false; !isEnd; ) {
        isEnd = await page.evaluate(isAtEnd)
        const shown = await page.locator('.opblock').evaluateAll((blocks) => blocks.map(({ id }) => id))
        for (const id of shown) seen.add(id)
        await page.evaluate(async () => {
          scrollBy(0, innerHeight / 2)
          // What came into sight is there when the frame after the next one is drawn.
          for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame)
        })
      }
      return seen
    }

    const expectQuiet = ({ complaints, requests }: Watched) => {
      expect(complaints).toEqual([])
      expect(foreign(requests, server.url)).toEqual([])
    }

    /** Fills the password flow's part of the dialog, as a person does. */
    async function authorize({ page }: Watched, { username, password }: Account): Promise<void> {
      await page.locator('.auth-wrapper > .authorize').click()
      const flow = page.locator('.auth-container', { hasText: 'OAuth2' })
      await flow.getByLabel('username:').fill(username)
      await flow.getByLabel('password:', { exact: true }).fill(password)
      await flow.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click()
    }

    async function execute(
      { page }: Watched,
      operation: string,
    ): Promise<{ status: string | undefined; body: string | null }> {
      const block = page.locator(`#operations-${operation}`)
      await block.locator('.opblock-summary-control').click()
      await block.getByRole('button', { name: 'Execute' }).click()
      const answer = block.locator('.live-responses-table .response').first()
      const status = (await answer.locator('.response-col_status').textContent())?.trim()
      return { status, body: await answer.locator('.response-col_description').textContent() }
    }

    test('the Authorize button signs in, and "Try it out" then reads who that is', async () => {
      await withPage({}, async (watched) => {
        await watched.page.goto(`${server.url}/docs`)
        await authorize(watched, user)
        await watched.page.getByRole('button', { name: 'Remove authorization' }).waitFor()
        await watched.page.locator('.auth-btn-wrapper .btn-done').first().click()
        const { status, body } = await execute(watched, 'accounts-usersMe')
        expect(status).toBe('200')
        expect(body).toContain(`"username": "${user.username}"`)
        expect(body).toContain(`"id": ${user.id}`)
        expectQuiet(watched)
        expect(watched.requests).toContain(`${server.url}/auth/login`)
      })
    })

    test('a wrong password is said, and the page stays signed out', async () => {
      await withPage({}, async (watched) => {
        await watched.page.goto(`${server.url}/docs`)
        await authorize(watched, { ...user, password: 'not this one' })
        const said = await watched.page.locator('.auth-container .errors').first().textContent()
        expect(said).toContain('error: invalid_grant')
        expect(await watched.page.getByRole('button', { name: 'Remove authorization' }).count()).toBe(0)
      })
    })

    test('a token that was pasted works as well', async () => {
      await withPage({}, async (watched) => {
        const { page } = watched
        await page.goto(`${server.url}/docs`)
        await page.locator('.auth-wrapper > .authorize').click()
        const scheme = page.locator('.auth-container', { hasText: 'http, Bearer' })
        await scheme.locator('input').fill(admin.token)
        await scheme.getByRole('button', { name: 'Apply credentials' }).click()
        await page.locator('.auth-btn-wrapper .btn-done').first().click()
        expect((await execute(watched, 'accounts-usersMe')).body).toContain(`"username": "${admin.username}"`)
        expectQuiet(watched)
      })
    })

    test.each(['light', 'dark'] as const)(
      '/docs and /redoc show every operation, in %s',
      async (colorScheme) => {
        await withPage({ colorScheme }, async (watched) => {
          const { page } = watched
          await page.goto(`${server.url}/docs`)
          await page.locator('.opblock').first().waitFor()
          expect((await operationsIn(page)).size).toBe(operations)
          expect(await page.locator('html').evaluate((html) => html.classList.contains('dark-mode'))).toBe(
            colorScheme === 'dark',
          )
          await page.goto(`${server.url}/redoc`)
          await page
            .locator('[data-section-id*="/operation/"]')
            .nth(operations - 1)
            .waitFor()
          expect(await page.locator('[data-section-id*="/operation/"]').count()).toBe(operations)
          expect(await page.getByRole('heading', { name: 'Latchkey (0.1.0)' }).isVisible()).toBe(true)
          expectQuiet(watched)
        })
      },
    )

    test('without JavaScript both say so, and where the document is', async () => {
      await withPage({ javaScriptEnabled: false }, async ({ page }) => {
        for (const path of ['/docs', '/redoc']) {
          await page.goto(server.url + path)
          expect(await page.getByRole('main').textContent()).toContain('needs JavaScript')
          expect(await page.getByRole('link', { name: '/openapi.json' }).isVisible()).toBe(true)
        }
      })
    })
  },
)
