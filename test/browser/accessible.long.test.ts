// WCAG 2.2 AA, of every page of the house as people meet it (test/browser/every-page): by axe-core's rules in light and dark, by what
// a screen reader is told, by the keyboard, with reduced motion and forced colours, at 400 % and on a phone.
import { afterAll, describe, expect, test } from 'bun:test'
import { faultsIn } from './aspects/index.ts'
import { closeBrowser, noBrowser } from './chromium.ts'

const skipped = noBrowser ? ` (skipped: ${noBrowser})` : ''
afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(`WCAG 2.2 AA${skipped}`, () => {
  test.each(['en', 'ar'])(
    'every page is met, and nothing is wrong with it, in the language %s',
    async (language) => {
      expect(await faultsIn(language)).toEqual([])
    },
    1_200_000,
  )
})
