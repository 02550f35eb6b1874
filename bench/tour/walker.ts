import type { Page } from '../../test/browser/chromium.ts'
import { firstPaint } from '../pages/sight.ts'
import { Effort } from './effort.ts'

/** What a way through the pages takes. */
export interface Walked {
  readonly pages: number
  /** Typed into. */
  readonly fields: number
  /** Buttons, links, also those of a mail, and the device's own window for a passkey. */
  readonly presses: number
  /** From leaving for each page to its first paint, all together; undefined where pages have no script that could say so. */
  readonly machineMs: number | undefined
  /** Of a person, by the keystroke-level model. */
  readonly estimatedSeconds: number
}

/** Somebody at a browser, who is counted. */
export class Walker {
  readonly page: Page
  readonly #effort = new Effort()
  readonly #canTell: boolean
  #pages = 0
  #fields = 0
  #presses = 0
  #machineMs = 0

  constructor(page: Page, { hasScript }: { hasScript: boolean }) {
    this.page = page
    this.#canTell = hasScript
  }

  /** Where the way begins: how somebody came there is not counted. */
  async begin(url: string): Promise<void> {
    await this.page.goto(url)
    await this.#see()
  }

  async type(name: string, text: string): Promise<void> {
    await this.page.locator(`[name=${name}]:visible`).fill(text)
    this.#fields++
    this.#effort.type(text)
  }

  /** The button of a form, or a link, by where it leads, and the page behind it. */
  async press(path: string, which: 'first' | 'last' = 'first'): Promise<void> {
    const isThere = this.page.waitForEvent('load')
    const form = `form[action="${path}"] button:not([type=button])`
    await this.page.locator(`:is(${form}, a[href^="${path}"]):visible`)[which]().click()
    await isThere
    this.#press()
    await this.#see()
  }

  /** The link of a mail. */
  async follow(url: string): Promise<void> {
    await this.page.goto(url)
    this.#press()
    await this.#see()
  }

  /** What the device asks by itself, for a finger or a face. */
  touch(): void {
    this.#press()
  }

  get walked(): Walked {
    return {
      pages: this.#pages,
      fields: this.#fields,
      presses: this.#presses,
      machineMs: this.#canTell ? this.#machineMs : undefined,
      estimatedSeconds: this.#effort.seconds,
    }
  }

  #press(): void {
    this.#presses++
    this.#effort.press()
  }

  async #see(): Promise<void> {
    this.#pages++
    this.#effort.pageSeen()
    if (this.#canTell) this.#machineMs += await firstPaint(this.page)
  }
}
