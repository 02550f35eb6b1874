import { person, register } from '../../support/accounts.ts'
import { inviteByLink } from '../../support/invitations.ts'
import type { Page } from '../chromium.ts'
import { forge, type Meeting, press, sees, seesMistake, typeIn, WEAK } from './meeting.ts'
import type { World } from './world.ts'

/** Whoever was invited, and whoever comes too late. */
export function invitations({ server, admin, closed, lateInvitation }: World): Meeting[] {
  const fill = async (page: Page, given: Parameters<typeof person>[0] = {}) => {
    const { username, full_name, password } = person(given)
    await typeIn(page, { username, full_name, password })
  }
  const open = async (page: Page): Promise<string> => {
    const { token, email } = await inviteByLink(server, admin)
    await page.goto(`${server.url}/invitation?token=${token}`)
    return email
  }
  return [
    { name: 'invitation', open },
    { name: 'invitation-no-token', open: (page) => page.goto(`${server.url}/invitation`) },
    { name: 'invitation-wrong', open: (page) => page.goto(`${server.url}/invitation?token=wrong`) },
    {
      name: 'invitation-spent',
      async open(page) {
        await page.goto(`${server.url}/invitation`)
        const { email: _, ...fields } = person()
        await forge(page, '/invitation', { ...fields, token: 'x'.repeat(43) })
        await sees(page, 'main:not(:has(form))')
      },
    },
    {
      name: 'invitation-mistakes',
      async open(page) {
        await open(page)
        await fill(page, { username: 'admin', password: WEAK })
        await press(page, '/invitation')
        await seesMistake(page)
      },
    },
    {
      name: 'invitation-done',
      async open(page) {
        await open(page)
        await fill(page)
        await press(page, '/invitation')
        await sees(page, 'a.button[href="/account"]')
      },
    },
    {
      name: 'invitation-has-account',
      async open(page) {
        await register(server, person({ email: await open(page) }))
        await fill(page)
        await press(page, '/invitation')
        await sees(page, 'main:not(:has(form))')
      },
    },
    {
      name: 'invitation-closed',
      async open(page) {
        await page.goto(`${closed.url}/invitation?token=${lateInvitation.token}`)
        await fill(page)
        await press(page, '/invitation')
        await sees(page, 'main:not(:has(form))')
      },
    },
  ]
}
