// What test/browser/accessible.long.test.ts finds nothing by, found on pages that are wrong.
import { afterAll, describe, expect, test } from 'bun:test'
import { closeBrowser, noBrowser, type Page, withPage } from '../chromium.ts'
import { byColour, byEveryRule } from './axe.ts'
import { notFitting, tooSmall } from './fit.ts'
import { lostByKeyboard } from './keyboard.ts'
import { lostInForcedColours, moving } from './settings.ts'
import { misspoken } from './structure.ts'
import { withoutSummary } from './summary.ts'

const skipped = noBrowser ? ` (skipped: ${noBrowser})` : ''
afterAll(closeBrowser)

const inEnglish = (page: Page) => misspoken(page, 'en')
const document = (body: string, head = '') =>
  `<!doctype html><html lang="en" dir="ltr"><head><title>Page</title>${head}</head><body>${body}</body></html>`
const main = (content: string, head?: string) => document(`<main><h1>Page</h1>${content}</main>`, head)
const FIELD = '<label for="a">Name</label><input id="a"'

type Case = readonly [what: string, found: (page: Page) => Promise<string[]>, html: string, says: string]
const cases: readonly Case[] = [
  ['a picture without words', byEveryRule, main('<img src="data:,">'), 'image-alt at img'],
  ['grey on grey', byColour, main('<p style="color:#999;background:#888">Text</p>'), 'color-contrast at p'],
  ['what is too wide', notFitting, main('<p style="width:600px">Text</p>'), 'the page is'],
  [
    'text that is cut off',
    notFitting,
    main('<p style="width:60px;overflow:hidden;white-space:nowrap">A text that is longer</p>'),
    'is cut at its side',
  ],
  [
    'text that is cut below',
    notFitting,
    main('<p style="height:8px;overflow:hidden">Text</p>'),
    'is cut at its foot',
  ],
  ['a small button', tooSmall, main('<button>Go</button>'), 'high'],
  ['what fades', moving, main('<p style="transition: color 1s">Text</p>'), 'P: none 1s auto'],
  [
    'what turns behind it',
    moving,
    main('<p>Text</p>', '<style>p::before { content: ""; animation: x 1s }</style>'),
    'P::before: x',
  ],
  [
    'a button without an edge',
    lostInForcedColours,
    main('<button style="border:0">Go</button>'),
    'has no edge: Top',
  ],
  [
    'where one is, said by its ground alone',
    lostInForcedColours,
    main('<a href="#" aria-current="page">Here</a>'),
    'is not marked',
  ],
  ['two main landmarks', inEnglish, `${main('')}<main></main>`, '2 main landmarks'],
  ['two navigations', inEnglish, main('<nav></nav><nav></nav>'), '2 times navigation'],
  ['no first heading', inEnglish, document('<main><h2>Page</h2></main>'), '0 headings of the first level'],
  ['a level too few', inEnglish, main('<h3>Part</h3>'), 'the heading Part of level 3 comes after one of 1'],
  [
    'a heading outside',
    inEnglish,
    document('<header><h1>Page</h1></header><main></main>'),
    'the first heading is not in main',
  ],
  [
    'what is in no landmark',
    inEnglish,
    document('<main><h1>Page</h1></main><button>Go</button>'),
    'in no landmark',
  ],
  ['a field without a name', inEnglish, main('<input>'), 'a textbox has no name'],
  [
    'a mistake that its field does not say',
    inEnglish,
    main(`${FIELD}><p class="error">Wrong</p>`),
    'no field says: Wrong',
  ],
  [
    'a mistake in a field that is said to be right',
    inEnglish,
    main(`${FIELD} aria-describedby="e"><p class="error" id="e">Wrong</p>`),
    'is said to be right',
  ],
  [
    'a mistake that nothing at the top says',
    withoutSummary,
    main(`${FIELD} aria-invalid="true">`),
    'nothing says at the top',
  ],
  [
    'a summary without the focus',
    withoutSummary,
    main('<div class="refusal" tabindex="-1">Wrong</div>'),
    'does not have the focus',
  ],
  [
    'a summary that leads nowhere',
    withoutSummary,
    main(`<div class="refusal"><a href="#b">Name</a></div>${FIELD} aria-invalid="true">`),
    'the summary does not lead to a',
  ],
  ['another language', inEnglish, main('').replace('"en"', '"de"'), 'the language is de'],
  ['the other direction', inEnglish, main('').replace('ltr', 'rtl'), 'the direction is rtl'],
  [
    'a focus that nobody sees',
    lostByKeyboard,
    main('<button style="outline:0">Go</button>'),
    'nobody sees the focus on button Go',
  ],
  [
    'another order than that of the page',
    lostByKeyboard,
    main('<button>First</button><button tabindex="1">Second</button>'),
    'in place of button Second',
  ],
  [
    'what is shown above what is read before it',
    lostByKeyboard,
    main(
      '<div style="display:flex;flex-direction:column-reverse"><button>First</button><button>Second</button></div>',
    ),
    'button Second is shown before button First',
  ],
  [
    'what holds the focus',
    lostByKeyboard,
    main('<button onkeydown="event.preventDefault()">First</button><button>Second</button>'),
    'Tab comes to nothing in place of button Second',
  ],
]

describe.skipIf(noBrowser !== undefined)(`a page that is wrong${skipped}`, () => {
  test.each(cases)('%s', async (_, found, html, says) => {
    const options = { viewport: { width: 320, height: 640 }, forcedColors: 'none' } as const
    await withPage(options, async ({ page }) => {
      if (found === lostInForcedColours) await page.emulateMedia({ forcedColors: 'active' })
      await page.setContent(html)
      expect((await found(page)).join('\n')).toContain(says)
    })
  })

  test('and none is found on one that is right', () =>
    withPage({ viewport: { width: 320, height: 640 } }, async ({ page }) => {
      const style = '<style>button, input { min-height: 44px; border: 1px solid }</style>'
      await page.setContent(main(`${FIELD} required> <button>Go</button>`, style))
      for (const found of [
        byEveryRule,
        byColour,
        notFitting,
        tooSmall,
        moving,
        lostInForcedColours,
        inEnglish,
        lostByKeyboard,
      ])
        expect([found.name, await found(page)]).toEqual([found.name, []])
    }))
})
