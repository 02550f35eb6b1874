/** The database was made by a later program. */
export class DatabaseTooNew extends Error {
  constructor(found: number, known: number) {
    super(
      `The database was written by a newer Latchkey (its version is ${found}, this program knows ${known}). ` +
        'Start that newer version, or restore a backup made before the upgrade. Nothing was changed.',
    )
    this.name = 'DatabaseTooNew'
  }
}
