import type { Page } from '../chromium.ts'

/** What moves although somebody asked for less of it (WCAG 2.2, 2.3.3). */
export const moving = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const found = document.getAnimations().map((one) => `an animation ${one.id}`)
    const isNone = (durations: string) => durations.split(', ').every((one) => Number.parseFloat(one) === 0)
    for (const one of document.querySelectorAll('*'))
      for (const part of [undefined, '::before', '::after']) {
        const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one, part)
        if (animationName !== 'none' || !isNone(transitionDuration) || scrollBehavior === 'smooth')
          found.push(`${one.tagName}${part ?? ''}: ${animationName} ${transitionDuration} ${scrollBehavior}`)
      }
    return found
  })

/** What nobody sees any more where the reader's system chooses the colours: edges, and where one is. */
export const lostInForcedColours = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { backgroundColor: ground } = getComputedStyle(document.body)
    const hasEdge = (width: string, style: string, colour: string) =>
      Number.parseFloat(width) > 0 && style !== 'none' && colour !== ground && colour !== 'rgba(0, 0, 0, 0)'
    const edged = 'button, .button, select, textarea, input:not([type=hidden], [type=checkbox], [type=radio])'
    const found: string[] = []
    for (const one of document.querySelectorAll(edged)) {
      if (!one.checkVisibility()) continue
      const style = getComputedStyle(one)
      for (const side of ['Top', 'Right', 'Bottom', 'Left'] as const)
        if (!hasEdge(style[`border${side}Width`], style[`border${side}Style`], style[`border${side}Color`]))
          found.push(`${one.outerHTML.slice(0, 60)} has no edge: ${side}`)
    }
    for (const one of document.querySelectorAll('[aria-current]')) {
      if (!one.checkVisibility()) continue
      const { outlineWidth, outlineStyle, outlineColor } = getComputedStyle(one)
      if (!hasEdge(outlineWidth, outlineStyle, outlineColor))
        found.push(`${one.outerHTML.slice(0, 60)} is not marked`)
    }
    return found
  })
