import { join } from '../../support/accounts.ts'
import { send } from '../../support/http.ts'
import { tokenMailed } from '../../support/mailbox.ts'
import { proveAddress } from '../../support/recoveries.ts'
import type { Meeting } from './meeting.ts'
import type { World } from './world.ts'

/** What development shows of mail; it speaks English. */
export const developmentMail = ({ server }: World): Meeting[] => [
  { name: 'dev-mail', language: 'en', open: (page) => page.goto(`${server.url}/dev/mail`) },
  {
    name: 'dev-mail-none',
    language: 'en',
    open: (page) => page.goto(`${server.url}/dev/mail?to=nobody@example.org`),
  },
  ...['en', 'ar'].map(
    (language): Meeting => ({
      name: `dev-mail-${language}`,
      language,
      isMail: true,
      async open(page) {
        const who = await join(server)
        const { token } = who
        await proveAddress(server, who)
        await send(server, 'PUT /users/me/preferences', { token, json: { language } })
        await send(server, 'POST /api-keys', { token, json: { name: 'K', scopes: ['self:read'] } })
        await tokenMailed(server, who.email, 'notice')
        await page.goto(`${server.url}/dev/mail?to=${who.email}&template=notice`)
        await page.getByRole('link').first().click()
        await page.locator('html[dir]').waitFor()
      },
    }),
  ),
]
