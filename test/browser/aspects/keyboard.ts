import type { Page } from '../chromium.ts'

interface Stop {
  /** Its place among all that can have the focus; -1 for what should not. */
  readonly at: number
  readonly name: string
  readonly isShown: boolean
}

declare global {
  var stops: Stop[]
}

/** Listens to where the focus goes from the top of the page on; answers how many stops there should be. */
const listen = (page: Page): Promise<{ names: string[]; faults: string[] }> =>
  page.evaluate(() => {
    const focusable =
      'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex^="-"])'
    const all = [...document.querySelectorAll<HTMLElement>(focusable)].filter(
      (one) => one.checkVisibility() && !one.matches(':disabled'),
    )
    const nameOf = (one: Element) =>
      `${one.tagName.toLowerCase()} ${(one.getAttribute('aria-label') ?? one.textContent?.trim() ?? '') || one.id}`
    // The browser's own ring has a width of its own.
    const isRing = (style: string, width: string) =>
      style === 'auto' || (style !== 'none' && Number.parseFloat(width) >= 2)
    const look = (one: Element) => {
      const { outline, outlineWidth, outlineStyle, borderColor, borderWidth } = getComputedStyle(one)
      return {
        outline,
        isOutlined: isRing(outlineStyle, outlineWidth),
        border: borderColor + borderWidth,
      }
    }
    const resting = new Map(all.map((one) => [one, look(one)] as const))
    globalThis.stops = []
    document.addEventListener('focusin', ({ target }) => {
      const one = target as HTMLElement
      const [before, now] = [resting.get(one), look(one)]
      const isShown = (now.isOutlined && now.outline !== before?.outline) || now.border !== before?.border
      globalThis.stops.push({ at: all.indexOf(one), name: nameOf(one), isShown })
    })
    // Where the page begins, whatever has the focus now.
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
    globalThis.stops = []

    const isBackwards = document.documentElement.dir === 'rtl'
    const faults: string[] = []
    const inMain = all.filter((one) => one.closest('main') !== null)
    inMain.forEach((one, at) => {
      const before = inMain[at - 1]
      if (before === undefined) return
      const [a, b] = [before.getBoundingClientRect(), one.getBoundingClientRect()]
      // What belongs to a field may stand above it, at the end of its label.
      const isOfSame = before.closest('.field') !== null && before.closest('.field') === one.closest('.field')
      // Columns are read one after the other.
      const isNextColumn = isBackwards ? b.right <= a.left : b.left >= a.right
      const isAbove = b.bottom <= a.top + 1 && !isNextColumn
      const isInRow = b.bottom > a.top + 1 && b.top < a.bottom - 1
      const isBefore = isBackwards ? b.right > a.right + 1 : b.left < a.left - 1
      if (!isOfSame && (isAbove || (isInRow && isBefore)))
        faults.push(`${nameOf(one)} is shown before ${nameOf(before)}`)
    })
    return { names: all.map(nameOf), faults }
  })

/** Goes through the page by Tab: to everything, in the order in which it is read, with the focus to be seen, and out of it again. */
export async function lostByKeyboard(page: Page): Promise<string[]> {
  const { names, faults } = await listen(page)
  for (let pressed = 0; pressed < names.length; pressed += 1) await page.keyboard.press('Tab')
  const stops = await page.evaluate(() => globalThis.stops)
  const missed = names.findIndex((_, at) => stops[at]?.at !== at)
  return [
    ...faults,
    ...(missed < 0 ? [] : [`Tab comes to ${stops[missed]?.name ?? 'nothing'} in place of ${names[missed]}`]),
    ...stops.filter(({ isShown }) => !isShown).map(({ name }) => `nobody sees the focus on ${name}`),
  ]
}
