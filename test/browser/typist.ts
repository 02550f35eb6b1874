import type { Page } from './chromium.ts'

/** Somebody who has a keyboard and no pointer, and sees where the focus is. */
export interface Typist {
  /** Goes on by Tab, or back by Shift+Tab, to what is called so; answers the names of all on the way, itself the last. */
  to(name: string, key?: 'Tab' | 'Shift+Tab'): Promise<string[]>
  /** Goes on to the field of this label, and types. */
  type(label: string, text: string): Promise<void>
  /** Goes on to what is called so and presses it, by the key that its kind of control takes. */
  press(name: string, key?: 'Tab' | 'Shift+Tab'): Promise<void>
}

/** More than any page has. */
const MOST_STOPS = 120

/** What has the focus, as it is called, and whether it is seen. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const one = document.activeElement as HTMLElement
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    const isField = one instanceof HTMLInputElement
    const label = isField ? one.labels?.[0]?.textContent : undefined
    // As it is read out, which is not always as it is seen.
    const read = one.cloneNode(true) as HTMLElement
    for (const hidden of read.querySelectorAll('[aria-hidden=true]')) hidden.remove()
    return {
      isField,
      name: (label ?? one.getAttribute('aria-label') ?? read.textContent ?? '').trim(),
      isLink: one.tagName === 'A',
      isNowhere: one === document.body,
      isSeen: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    }
  })

export function typistAt(page: Page): Typist {
  const reach = async (name: string, key: 'Tab' | 'Shift+Tab', isField?: boolean): Promise<string[]> => {
    const way: string[] = []
    for (let pressed = 0; pressed < MOST_STOPS; pressed += 1) {
      await page.keyboard.press(key)
      const found = await focused(page)
      // The end of the page, where the browser's own bars would be.
      if (found.isNowhere) continue
      if (!found.isSeen) throw new Error(`nobody sees the focus on ${found.name}`)
      way.push(found.name)
      if (found.name === name && (isField === undefined || found.isField === isField)) return way
    }
    throw new Error(`${name} is not reached from here: ${way.join(' > ')}`)
  }
  return {
    to: (name, key = 'Tab') => reach(name, key),
    async type(label, text) {
      await reach(label, 'Tab', true)
      await page.keyboard.type(text)
    },
    async press(name, key = 'Tab') {
      await reach(name, key, false)
      const { isLink } = await focused(page)
      const loaded = page.waitForEvent('load')
      // A link takes Enter alone; a button both, and Space is what nobody may have taken from it.
      await page.keyboard.press(isLink ? 'Enter' : 'Space')
      await loaded
    },
  }
}
