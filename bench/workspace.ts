import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A folder of this run's own, gone when the process ends. */
export class Workspace {
  readonly folder = mkdtempSync(join(tmpdir(), 'latchkey-bench-'))
  #count = 0

  constructor() {
    // The working folder of every program: no `.env` and no `latchkey.toml` in it.
    mkdirSync(this.work)
    process.on('exit', () => this.remove())
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 })
  }

  get work(): string {
    return join(this.folder, 'work')
  }

  /** A path that nothing has yet. */
  path(name: string): string {
    this.#count += 1
    return join(this.folder, `${this.#count}-${name}`)
  }

  /** A data folder with what another one has. */
  copyOf(dataDir: string): string {
    const copy = this.path('data')
    cpSync(dataDir, copy, { recursive: true })
    return copy
  }
}
