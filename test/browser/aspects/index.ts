import { type Page, withPage } from '../chromium.ts'
import { documentRoutes, everyPage, routeOf, withWorld } from '../every-page/index.ts'
import { byColour, byEveryRule } from './axe.ts'
import { notFitting, tooSmall } from './fit.ts'
import { lostByKeyboard } from './keyboard.ts'
import { lostInForcedColours, moving } from './settings.ts'
import { misspoken } from './structure.ts'
import { withoutSummary } from './summary.ts'

interface Aspect {
  readonly media?: Parameters<Page['emulateMedia']>[0]
  readonly size?: { readonly width: number; readonly height: number }
  readonly faults: (page: Page, language: string) => Promise<string[]>
  /** No words and no direction change what is found: it is looked for in one language. */
  readonly isOfOne?: true
}

const DESKTOP = { width: 1280, height: 800 }
const PHONE = { width: 320, height: 640 }
/** Nothing moves: a colour on its way to another would be measured. */
const PLAIN = { colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' } as const

/** How each page is looked at, one after the other: it is opened once for all of them. */
const aspects: Readonly<Record<string, Aspect>> = {
  'with a mistake': { faults: withoutSummary },
  'in light': { faults: byEveryRule },
  'by a screen reader': { faults: misspoken },
  'with reduced motion': { faults: moving, isOfOne: true },
  'by the keyboard': { faults: lostByKeyboard, isOfOne: true },
  'in dark': { media: { colorScheme: 'dark' }, faults: byColour, isOfOne: true },
  'with forced colours': { media: { forcedColors: 'active' }, faults: lostInForcedColours, isOfOne: true },
  // 400 % of 1,280 (WCAG 2.2, 1.4.10), which is a phone as well.
  'at 400 %': { size: PHONE, faults: notFitting },
  'by a thumb': { size: PHONE, faults: tooSmall },
}

/** The language in which every page is looked at in every way. */
const FIRST = 'en'
/** One page for all, but for a sentence: it is met for each form, and looked at in one language. */
const TAMPERED = /-tampered$/

/** What is wrong with any page in this language; and, in the first one, which page nobody met. */
export function faultsIn(language: string): Promise<string[]> {
  const isFirst = language === FIRST
  return withWorld({ language }, (world) =>
    withPage({ ...PLAIN, locale: language, viewport: DESKTOP }, async ({ page }) => {
      const met = routesMet(page)
      const turnTo = turning(page)
      const found: string[] = []
      for (const { name, isMail, language: own = language, open } of everyPage(world)) {
        if (!isFirst && TAMPERED.test(name)) continue
        await open(page).catch((error: unknown) => found.push(`${name} is not met: ${String(error)}`))
        if (isMail) continue
        for (const [how, aspect] of Object.entries(aspects)) {
          if (!isFirst && aspect.isOfOne) continue
          await turnTo(aspect)
          for (const fault of await aspect.faults(page, own)) found.push(`${name} ${how}: ${fault}`)
        }
        await turnTo({})
      }
      const unmet = isFirst ? documentRoutes.filter((route) => !met.has(route)) : []
      return [...found, ...unmet.map((route) => `nobody met ${route}`)]
    }),
  )
}

/** Changes what is otherwise, and nothing else: each change lays the page out anew. */
function turning(page: Page): (to: Pick<Aspect, 'media' | 'size'>) => Promise<void> {
  let now: Pick<Aspect, 'media' | 'size'> = {}
  return async ({ media, size }) => {
    if (size !== now.size) await page.setViewportSize(size ?? DESKTOP)
    if (media !== now.media) await page.emulateMedia({ ...PLAIN, ...media })
    now = { ...(media ? { media } : {}), ...(size ? { size } : {}) }
  }
}

/** Where a document was shown. */
function routesMet(page: Page): ReadonlySet<string> {
  const met = new Set<string>()
  page.on('response', (response) => {
    const request = response.request()
    const isDocument = /^text\/html/.test(response.headers()['content-type'] ?? '')
    if (!request.isNavigationRequest() || !isDocument || response.status() === 303) return
    const route = routeOf(request.method(), new URL(response.url()).pathname)
    if (route !== undefined) met.add(route)
  })
  return met
}
