import { type Account, join } from '../../support/accounts.ts'
import { beginToken, completeToken, freezeToken } from '../../support/recoveries.ts'
import type { Page } from '../chromium.ts'
import { meetingsOf } from './mailed.ts'
import { type Meeting, press, STRONG, sees, seesMistake, seesRefusal, typeIn, WEAK } from './meeting.ts'
import type { World } from './world.ts'

/** The way back of somebody who has lost everything, and what stops it. */
export function recoveries({ server, admin, plain, enrolled }: World): Meeting[] {
  const someone = () => join(server)
  const sendProof = async (page: Page, path: string, { username, password }: Account, query = '') => {
    await page.goto(`${server.url}${path}${query}`)
    await typeIn(page, { username, password })
    await press(page, path)
  }
  const again = (path: '/recovery/begin' | '/recovery/freeze', token: () => Promise<string>): Meeting => ({
    name: `${path.slice(1).replaceAll('/', '-')}-again`,
    async open(page) {
      const address = `${server.url}${path}?token=${await token()}`
      await page.goto(address)
      await press(page, path)
      await page.goto(address)
      await sees(page, 'main:not(:has(form))')
    },
  })
  const beginning = async () => beginToken(server, await someone())
  const freezing = async () => freezeToken(server, await someone())
  return [
    ...[
      { path: '/recovery/begin', token: beginning, server },
      { path: '/recovery/freeze', token: freezing, server },
      {
        path: '/recovery',
        token: async () => completeToken(server, admin, (await someone()).id),
        right: () => ({ password: STRONG }),
        wrong: { password: WEAK },
        server,
      },
    ].flatMap(meetingsOf),
    again('/recovery/begin', beginning),
    again('/recovery/freeze', freezing),
    { name: 'recovery-cancel', open: (page) => page.goto(`${server.url}/recovery/cancel`) },
    {
      name: 'recovery-cancel-done',
      async open(page) {
        const who = await someone()
        await freezeToken(server, who)
        await sendProof(page, '/recovery/cancel', who)
        await sees(page, 'main:not(:has(form))')
      },
    },
    {
      name: 'recovery-cancel-nothing',
      async open(page) {
        await sendProof(page, '/recovery/cancel', await plain())
        await sees(page, 'main:not(:has(form))')
      },
    },
    {
      name: 'recovery-cancel-mistake',
      async open(page) {
        await sendProof(page, '/recovery/cancel', { ...(await plain()), password: WEAK })
        await seesRefusal(page)
      },
    },
    {
      name: 'recovery-cancel-second-factor',
      async open(page) {
        await sendProof(page, '/recovery/cancel', await enrolled())
        await seesMistake(page)
      },
    },
    {
      name: 'recovery-vouch',
      open: async (page) => page.goto(`${server.url}/recovery/vouch?user=${(await plain()).id}`),
    },
    { name: 'recovery-vouch-no-user', open: (page) => page.goto(`${server.url}/recovery/vouch`) },
    {
      name: 'recovery-vouch-mistake',
      async open(page) {
        const { id } = await plain()
        await sendProof(page, '/recovery/vouch', { ...(await plain()), password: WEAK }, `?user=${id}`)
        await seesRefusal(page)
      },
    },
    {
      name: 'recovery-vouch-refused',
      async open(page) {
        await sendProof(page, '/recovery/vouch', await someone(), `?user=${(await plain()).id}`)
        await seesRefusal(page)
      },
    },
  ]
}
