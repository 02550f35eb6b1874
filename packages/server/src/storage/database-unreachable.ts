/** The database of DATABASE_URL cannot be used as it is. */
export class DatabaseUnreachable extends Error {
  constructor(sentence: string, options?: ErrorOptions) {
    super(sentence, options)
    this.name = 'DatabaseUnreachable'
  }
}
