import type { Page } from 'playwright-core'

/** What a screen reader says of a field besides its label. */
export async function describedAs(page: Page, label: string): Promise<string> {
  const field = page.getByLabel(label)
  const ids = ((await field.getAttribute('aria-describedby')) ?? '').split(' ').filter((id) => id !== '')
  const notes = await Promise.all(ids.map((id) => page.locator(`#${id}`).textContent()))
  return notes.join(' ')
}
