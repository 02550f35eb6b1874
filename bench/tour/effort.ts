/**
 * The keystroke-level model (Card, Moran and Newell, 1980): seconds for one key by somebody who types as most do, for pointing, for a
 * hand's way between keyboard and mouse, and for thinking what comes next. An estimate of people, not a measurement of any.
 */
const SECONDS = { key: 0.28, point: 1.1, hand: 0.4, think: 1.35 } as const

/** What somebody does with their hands, counted while they do it. */
export class Effort {
  #seconds = 0
  #isAtKeyboard = false
  #isFirstOfPage = true

  /** A page has come up. */
  pageSeen(): void {
    this.#isFirstOfPage = true
  }

  /** Pointed at, if it is the first of its page, else reached by Tab; then typed. */
  type(text: string): void {
    this.#add('think')
    if (this.#isFirstOfPage) {
      if (this.#isAtKeyboard) this.#add('hand')
      this.#add('point', 'key', 'hand')
    } else this.#add('key')
    this.#isFirstOfPage = false
    this.#isAtKeyboard = true
    for (const _ of text) this.#add('key')
  }

  press(): void {
    this.#add('think')
    if (this.#isAtKeyboard) this.#add('hand')
    this.#add('point', 'key')
    this.#isAtKeyboard = false
  }

  get seconds(): number {
    return this.#seconds
  }

  #add(...acts: (keyof typeof SECONDS)[]): void {
    for (const act of acts) this.#seconds += SECONDS[act]
  }
}
