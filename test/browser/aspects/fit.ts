import type { Page } from '../chromium.ts'

/** WCAG 2.2, 2.5.5: 44 CSS pixels. */
const THUMB = 44

/** What is wider than the window, and text that is not shown whole (WCAG 2.2, 1.4.10 and 1.4.4). */
export const notFitting = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const called = (one: Element) =>
      `${one.tagName.toLowerCase()}${one.className === '' ? '' : `.${one.className}`} "${one.textContent?.trim().slice(0, 30)}"`
    const found: string[] = []
    const { scrollWidth } = document.documentElement
    if (scrollWidth > innerWidth) found.push(`the page is ${scrollWidth} wide`)
    for (const one of document.body.querySelectorAll<HTMLElement>('*')) {
      const style = getComputedStyle(one)
      // Read out and not shown, as the way past the navigation until it has the focus.
      if (!one.checkVisibility() || style.clipPath !== 'none' || one.closest('thead, svg') !== null) continue
      const { left, right } = one.getBoundingClientRect()
      if (left < -1 || right > innerWidth + 1) found.push(`${called(one)} reaches from ${left} to ${right}`)
      // A field shows a part of what is in it, and moves along.
      if (one.matches('input, textarea, select')) continue
      const isCutAcross = one.scrollWidth > one.clientWidth + 1 && style.display !== 'inline'
      const isCutDown = one.scrollHeight > one.clientHeight + 1
      if (isCutAcross && (style.overflowX !== 'visible' || one.matches('button, .button')))
        found.push(`${called(one)} is cut at its side`)
      if (isCutDown && style.overflowY !== 'visible') found.push(`${called(one)} is cut at its foot`)
    }
    return found
  })

/** What is pressed is large enough for a thumb. */
export const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate((thumb) => {
    const pressed = 'main button, main .button, main .check, main input:not([type=hidden], [type=checkbox])'
    return [...document.querySelectorAll(pressed)].flatMap((one) => {
      const height = Math.round(one.getBoundingClientRect().height)
      return one.checkVisibility() && height < thumb
        ? [`${one.outerHTML.slice(0, 60)} is ${height} high`]
        : []
    })
  }, THUMB)
