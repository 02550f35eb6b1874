import type { Page } from '../chromium.ts'

/** A page as people may meet it. It can be opened again and again: what it spends is its own. */
export interface Meeting {
  readonly name: string
  /** Of the page, where it is not the world's. */
  readonly language?: string
  /** A mail as it was written, which is no page of the house. */
  readonly isMail?: true
  open(page: Page): Promise<unknown>
}

export const WEAK = 'password1'
export const STRONG = 'heron-lantern-51-meadow'

/** By the names of fields: they are the same in every language. */
export async function typeIn(page: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(fields))
    await page.locator(`main [name="${name}"]:not([type=hidden])`).first().fill(text)
}

/** Presses the button of the form that leads there; of the first form of the page, where none is named. */
export async function press(page: Page, action?: string): Promise<void> {
  const form = action === undefined ? 'main form' : `form[action="${action}"]`
  const loaded = page.waitForEvent('load')
  await page.locator(`${form} button:not([type=button])`).first().click()
  await loaded
}

/** Sends a form that the page does not have, as a page of another version might, or somebody who tampers. */
export async function forge(
  page: Page,
  action: string,
  fields: Readonly<Record<string, string>> = { unexpected: 'x' },
): Promise<void> {
  const loaded = page.waitForEvent('load')
  await page.evaluate(
    ([to, all]) => {
      const form = document.createElement('form')
      form.method = 'post'
      form.action = to
      for (const [name, value] of Object.entries(all)) {
        const field = document.createElement('input')
        field.type = 'hidden'
        field.name = name
        field.value = value
        form.append(field)
      }
      document.body.append(form)
      form.submit()
    },
    [action, fields] as const,
  )
  await loaded
}

/** What stands on the page, so that no other is taken for it. */
export const sees = (page: Page, selector: string) =>
  page.locator(selector).first().waitFor({ state: 'attached' })
/** The page says that something was refused, and beside which field. */
export const seesMistake = (page: Page) => sees(page, 'main [aria-invalid=true]')
export const seesRefusal = (page: Page) => sees(page, 'main .refusal')
