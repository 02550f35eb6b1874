/** Something the server needs cannot be had right now; the caller may try again. Nothing was changed. */
export class Unavailable extends Error {
  override readonly name: string = 'Unavailable'
  readonly code: 'overloaded' | 'storage_unavailable'
  /** Whole seconds, at least 1. */
  readonly retryAfterSeconds: number

  constructor(code: Unavailable['code'], retryAfterSeconds: number, options?: ErrorOptions) {
    super(code, options)
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }
}
