// A whole life of an account in a browser, from the sign-up to the deletion, with a script and without one.
import { afterAll, describe, expect, test } from 'bun:test'
import { join, person } from '../../support/accounts.ts'
import { closeBrowser, noBrowser } from '../chromium.ts'
import { changeProfile, signUp } from './life/arriving.ts'
import { leave } from './life/leaving.ts'
import { addApp, changePassword, makeNewCodes, signInAgain } from './life/securing.ts'
import { askSupport, changeLanguage, download, endSession, makeKey, trustSomebody } from './life/using.ts'
import { withStory } from './story.ts'

afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(
  `the life of an account${noBrowser ? ` (${noBrowser})` : ''}`,
  () => {
    test.each([true, false])(
      'from the sign-up to the deletion, with a script: %p',
      async (javaScriptEnabled) => {
        await withStory({}, async (story) => {
          const admin = await join(story.server)
          await story.sit({ javaScriptEnabled, locale: 'en-GB' }, async (sitting) => {
            const life = { ...story, sitting, who: person(), secret: '', codes: [] }
            await signUp(life)
            await changeProfile(life)
            await addApp(life)
            await signInAgain(life)
            await changePassword(life)
            await makeNewCodes(life)
            await makeKey(life)
            await endSession(life)
            await changeLanguage(life)
            await download(life)
            await askSupport(life, admin)
            await trustSomebody(life)
            await leave(life)
            expect(sitting.path).toBe('/sign-in')
          })
        })
      },
    )
  },
)
