import { withServer } from '../../support/server.ts'
import { type Meeting, press, STRONG, sees, seesMistake, typeIn, WEAK } from './meeting.ts'
import { setupTokenOf, type World } from './world.ts'

const ada = { username: 'first.of.all', email: 'ada@example.org', full_name: 'Ada Lovelace' }

/** The first administrator's page, where there is none yet and where there is one. */
export const settingUp = ({ server, empty, setupToken, language }: World): Meeting[] => [
  { name: 'setup', open: async (page) => page.goto(`${empty.url}/setup?token=${await setupToken()}`) },
  { name: 'setup-no-token', open: (page) => page.goto(`${empty.url}/setup`) },
  {
    name: 'setup-mistakes',
    async open(page) {
      await page.goto(`${empty.url}/setup?token=${await setupToken()}`)
      await typeIn(page, { ...ada, username: 'admin', email: 'ada@localhost', password: WEAK })
      await press(page)
      await seesMistake(page)
    },
  },
  { name: 'setup-wrong', open: (page) => page.goto(`${empty.url}/setup?token=wrong`) },
  { name: 'setup-complete', open: (page) => page.goto(`${server.url}/setup`) },
  {
    name: 'setup-done',
    // It happens once to a server.
    open: (page) =>
      withServer({ env: { LATCHKEY_LANGUAGE: language } }, async (fresh) => {
        await page.goto(`${fresh.url}/setup?token=${await setupTokenOf(fresh)}`)
        await typeIn(page, { ...ada, password: STRONG })
        await press(page)
        await sees(page, 'a.button[href="/account"]')
      }),
  },
]
