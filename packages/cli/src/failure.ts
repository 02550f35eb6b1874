/** The command line was not understood, or lacks something. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** Somebody gave up on a question. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
  constructor() {
    super('Nothing was changed.')
  }
}

/** Nobody answers where an answer was expected. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

/** What the command itself refuses; `code` is for scripts and never changes its meaning. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: string
  constructor(code: string, sentence: string) {
    super(sentence)
    this.code = code
  }
}
