import { expect } from 'bun:test'
import type { Locator, Response } from 'playwright-core'
import type { Target } from '../../support/http.ts'
import type { Page } from '../chromium.ts'

/** What is typed, chosen (a select's value) or ticked (`true`), by the names of the fields. */
type Fields = Readonly<Record<string, string | true>>

interface Sending {
  /** Of the page that the form is answered with; 200 unless said otherwise. */
  readonly status?: number
  /** The part of the page that has the form, where several lead to the same. */
  readonly within?: Locator
  /** The value of the button, where a form has several. */
  readonly button?: string
}

/** Somebody at a browser. Forms are found by where they lead: words and looks may change, and are what other tests are about. */
export class Sitting {
  readonly page: Page
  readonly #server: Target
  /** Statuses that a browser is going to name as if something had failed. */
  readonly #refused: number[] = []

  constructor(page: Page, server: Target) {
    this.page = page
    this.#server = server
  }

  get path(): string {
    return new URL(this.page.url()).pathname
  }

  /** With what is behind it. */
  get address(): string {
    const { pathname, search } = new URL(this.page.url())
    return pathname + search
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText()
  }

  text(): Promise<string> {
    return this.page.locator('main').innerText()
  }

  form(action: string, within: Locator = this.page.locator('body')): Locator {
    return within.locator(`form[action="${action}"]`)
  }

  /** A path of the server, or an address that was mailed. */
  async open(path: string, status = 200): Promise<void> {
    await this.#arrive(status, () => this.page.goto(new URL(path, this.#server.url).href))
  }

  /** Goes on by a link of the page. */
  async follow(link: Locator, status = 200): Promise<void> {
    await this.#arrive(status, () => link.click())
  }

  async fill(action: string, fields: Fields, within?: Locator): Promise<void> {
    const form = this.form(action, within)
    for (const [name, value] of Object.entries(fields)) {
      const field = form.locator(`[name="${name}"]`)
      if (value === true) await field.check()
      else if (await form.locator(`select[name="${name}"]`).count()) await field.selectOption(value)
      else await field.fill(value)
    }
  }

  /** Fills a form in and sends it by its button; the page that comes of it is there then. */
  async send(action: string, fields: Fields = {}, sending: Sending = {}): Promise<void> {
    const { status = 200, within, button } = sending
    await this.fill(action, fields, within)
    await this.#arrive(status, () => this.button(action, within, button).click())
  }

  button(action: string, within?: Locator, value?: string): Locator {
    const which = value === undefined ? '' : `[value="${value}"]`
    return this.form(action, within).locator(`button:not([type="button"])${which}`)
  }

  /** What is out of sight in a form. */
  hidden(action: string, name: string): Promise<string> {
    return this.form(action).locator(`input[type="hidden"][name="${name}"]`).inputValue()
  }

  /** Waits for a page that comes by itself, as after an authenticator. */
  async arrives(path: string): Promise<void> {
    await this.page.waitForURL((url) => url.pathname === path, { waitUntil: 'domcontentloaded' })
  }

  /** What came by itself was a refusal. */
  refused(status: number): void {
    this.#refused.push(status)
  }

  async #arrive(status: number, go: () => Promise<unknown>): Promise<void> {
    const isPage = (response: Response) =>
      response.request().isNavigationRequest() &&
      response.frame() === this.page.mainFrame() &&
      response.status() !== 303
    const [answer] = await Promise.all([
      this.page.waitForResponse(isPage),
      this.page.waitForEvent('domcontentloaded'),
      go(),
    ])
    expect([answer.url(), answer.status()]).toEqual([answer.url(), status])
    if (status >= 400) this.#refused.push(status)
  }

  /**
   * What is no name of a status that was expected; nor a download, which a browser tells as a page that did not come, nor what a page
   * asked for a passkey when somebody left it.
   */
  unexpectedOf(complaints: readonly string[]): string[] {
    const expected = this.#refused.map((status) => `status of ${status} `)
    return complaints.filter((complaint) => {
      const at = expected.findIndex((one) => complaint.includes(one))
      if (at >= 0) expected.splice(at, 1)
      return at < 0 && !/^failed: .*\/(?:download|options) net::ERR_ABORTED$/.test(complaint)
    })
  }
}
