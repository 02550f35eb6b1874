import { forge, type Meeting, sees, seesRefusal } from './meeting.ts'
import { documentRoutes } from './routes.ts'
import type { World } from './world.ts'

const BASE = '/account'
const nameOf = (path: string) => path.slice(1).replaceAll('/', '-')
const below = (method: string) =>
  documentRoutes.flatMap((route) => {
    const [of, path = ''] = route.split(' ')
    return of === method && path.startsWith(BASE) ? [path] : []
  })

/** What `?done=` may say on each page. */
const DONE: readonly [path: string, done: string][] = [
  ['/account/profile', 'email'],
  ['/account/password', 'changed'],
  ['/account/factors', 'app'],
  ['/account/passkeys', 'renamed'],
  ['/account/identities', 'linked'],
  ['/account/sessions', 'ended'],
  ['/account/api-keys', 'revoked'],
  ['/account/contacts', 'accept'],
  ['/account/language', 'chosen'],
]
/** Where there is more than one page of something. */
const LONG = ['/account/activity', '/account/api-keys']

/** Pages of what was made just now: there is nothing on them before (account-deeds.ts). */
const MADE = new Set(['/account/api-keys/made', '/account/contacts/offered', '/account/factors/codes'])

/** What people get wrong by themselves in the forms of the account (account-mistakes.ts). */
const MET = new Set([
  ...['name', 'email'].map((one) => `/account/profile/${one}`),
  ...['password', 'passkeys/rename', 'api-keys/make', 'contacts/accept', 'delete', 'prove'].map(
    (one) => `/account/${one}`,
  ),
])

/** All pages of the account to look at, as somebody who has nothing and as somebody who has a lot; and what each form of them refuses. */
export function accountLooks({ server, plain, rich, enter }: World): Meeting[] {
  const look = (who: 'plain' | 'rich', path: string): Meeting => ({
    name: `${nameOf(path)}-${who}`,
    async open(page) {
      await enter(page, await (who === 'plain' ? plain() : rich()))
      await page.goto(server.url + path)
      await sees(page, '.account main h1')
    },
  })
  return [
    ...below('GET')
      .filter((path) => !MADE.has(path))
      .flatMap((path) => [look('plain', path), look('rich', path)]),
    ...LONG.map(
      (path): Meeting => ({
        name: `${nameOf(path)}-next`,
        async open(page) {
          await look('rich', path).open(page)
          await page.locator('main a[href*="cursor="]').click()
          await page.waitForURL('**cursor=**')
          await sees(page, '.account main h1')
        },
      }),
    ),
    ...DONE.map(
      ([path, done]): Meeting => ({
        name: `${nameOf(path)}-told-${done}`,
        async open(page) {
          await enter(page, await plain())
          await page.goto(`${server.url}${path}?done=${done}`)
          await sees(page, 'main [role=status]')
        },
      }),
    ),
    {
      name: 'account-not-possible',
      async open(page) {
        await enter(page, await plain())
        await page.goto(`${server.url}/account/activity?cursor=forged`)
        await seesRefusal(page)
      },
    },
    {
      name: 'account-signed-out',
      async open(page) {
        await page.goto(`${server.url}/sign-in`)
        await forge(page, '/account/language')
        await seesRefusal(page)
      },
    },
    ...below('POST')
      .filter((path) => !MET.has(path))
      .map(
        (path): Meeting => ({
          name: `${nameOf(path)}-tampered`,
          async open(page) {
            await enter(page, await plain())
            await page.goto(`${server.url}/account`)
            await forge(page, path)
            await seesRefusal(page)
          },
        }),
      ),
  ]
}
