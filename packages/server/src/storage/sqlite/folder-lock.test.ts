import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { FolderInUse, lockFolder } from './folder-lock.ts'

/** Another process: told `<folder> <instant>`, it tries at that instant; told `release`, it lets go. */
const CONTENDER = `
  const { lockFolder } = await import(new URL('./folder-lock.ts', process.env.HERE))
  let release
  for await (const line of console) {
    if (line === 'release') {
      release?.()
      release = undefined
      console.log('released')
      continue
    }
    const [folder, instant] = line.split(' ')
    while (Date.now() < Number(instant));
    try {
      release = lockFolder(folder)
      console.log('won')
    } catch (error) {
      console.log(error.name)
    }
  }
`

class Contender {
  readonly #child: ChildProcessByStdio<Writable, Readable, null>
  readonly #lines: AsyncIterator<string>

  constructor() {
    this.#child = spawn(process.execPath, ['-e', CONTENDER], {
      env: { ...process.env, HERE: import.meta.url },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines: Interface = createInterface({ input: this.#child.stdout })
    this.#lines = lines[Symbol.asyncIterator]()
  }

  async tell(line: string): Promise<string> {
    this.#child.stdin.write(`${line}\n`)
    return (await this.#lines.next()).value as string
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    this.#child.kill('SIGKILL')
    await once(this.#child, 'exit')
  }
}

let folder = ''
let contenders: Contender[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'latchkey-lock-'))
})
afterEach(async () => {
  await Promise.all(contenders.map((one) => one.kill()))
  contenders = []
  rmSync(folder, { recursive: true })
})

const another = () => {
  const one = new Contender()
  contenders.push(one)
  return one
}

describe('the lock of a data folder', () => {
  test('is one process’s, until it lets go', () => {
    const release = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    release()
    lockFolder(folder)()
  })

  test('says in whose way it is, and what to do', () => {
    const release = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(
      `Another Latchkey is running on the data folder ${folder}. ` +
        'Stop it first, or give this one a folder of its own with DATA_DIR.',
    )
    release()
  })

  test('is not taken for held when the folder is not there', () => {
    const refused = () => lockFolder(join(folder, 'nowhere'))
    expect(refused).toThrow()
    expect(refused).not.toThrow(FolderInUse)
  })

  test('holds against another process, and is free the moment its process is killed', async () => {
    const owner = another()
    expect(await owner.tell(`${folder} 0`)).toBe('won')
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    expect(await another().tell(`${folder} 0`)).toBe('FolderInUse')
    await owner.kill()
    lockFolder(folder)()
  })

  test.each([
    [2, 200],
    [4, 40],
  ])(
    'has exactly one winner when %d try at the same instant, %d times',
    async (processes, rounds) => {
      for (let i = 0; i < processes; i++) another()
      for (let round = 0; round < rounds; round++) {
        const place = join(folder, String(round))
        mkdirSync(place)
        const instant = Date.now() + 3
        const outcomes = await Promise.all(contenders.map((one) => one.tell(`${place} ${instant}`)))
        const losers = Array.from({ length: processes - 1 }, () => 'FolderInUse')
        expect({ round, outcomes: outcomes.sort() }).toEqual({ round, outcomes: [...losers, 'won'] })
        await Promise.all(contenders.map((one) => one.tell('release')))
      }
    },
    60_000,
  )
})
