import type { User } from '@latchkey/contract'

export interface UserPage {
  readonly total: number
  readonly items: User[]
  readonly skip: number
  readonly limit: number
}

/** Pages that are kept; a page has a hundred users at most. */
const MOST_PAGES = 64

/**
 * The pages of the list that were read since the last change of any user. A change forgets them all, in the moment of
 * its commit; a read that began before such a moment is not kept.
 */
export class PageMemo {
  #pages = new Map<string, UserPage>()
  #changes = 0

  find(skip: number, limit: number): UserPage | undefined {
    return this.#pages.get(`${skip},${limit}`)
  }

  /** To be taken before a read begins and given back with what it found. */
  ticket(): number {
    return this.#changes
  }

  /** Returns the page as it is to be answered: frozen, so that its text can be remembered too. */
  keep(page: UserPage, ticket: number): UserPage {
    const frozen = Object.freeze(page)
    if (ticket !== this.#changes) return frozen
    if (this.#pages.size >= MOST_PAGES) this.#pages.clear()
    this.#pages.set(`${page.skip},${page.limit}`, frozen)
    return frozen
  }

  forgetAll(): void {
    this.#changes++
    this.#pages.clear()
  }
}
