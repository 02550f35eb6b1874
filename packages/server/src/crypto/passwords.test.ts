import { afterAll, describe, expect, test } from 'bun:test'
import { Worker } from 'node:worker_threads'
import { hashSync, verifySync } from '@node-rs/argon2'
import fc from 'fast-check'
import type { HashWorker } from './hash-pool.ts'
import type { HashReply, HashWork } from './hash-worker.ts'
import { createPasswordHasher } from './passwords.ts'

const settings = { memoryKib: 64, timeCost: 2, parallelism: 1, threads: 2, maxWaitMs: 2000 }
const hasher = createPasswordHasher(settings)
afterAll(() => hasher.close())

const made = (password: string, memoryCost: number, timeCost: number, algorithm = 2, version = 1) =>
  hashSync(password, { memoryCost, timeCost, parallelism: 1, algorithm, version })

/** A worker that computes nothing and remembers what it was asked. */
function recordingHasher(answer: (work: HashWork) => HashReply) {
  const works: HashWork[] = []
  const hasher = createPasswordHasher({ ...settings, threads: 1 }, () => {
    let listener: (reply: HashReply) => void = () => {}
    const worker = {
      postMessage(work: HashWork) {
        works.push(work)
        queueMicrotask(() => listener(answer(work)))
      },
      on(event: string, given: (value: never) => void) {
        if (event === 'message') listener = given as typeof listener
      },
      ref() {},
      unref() {},
      terminate: async () => {},
    }
    return worker
  })
  const blocks = () =>
    works
      .splice(0)
      .flatMap(({ passes }) => passes)
      .reduce((sum, { memoryKib, timeCost }) => sum + memoryKib * timeCost, 0)
  return { hasher, blocks }
}

const zeros = ({ passes }: HashWork): HashReply => ({
  tags: passes.map(({ tagBytes }) => new Uint8Array(tagBytes)),
  ms: 1,
})

describe('hashing', () => {
  test('C010: the hash is Argon2id 1.3 with its parameters, 16 bytes of salt and 32 of tag', async () => {
    const phc = await hasher.hash('gravel moth')
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=64,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
    expect(verifySync(phc, 'gravel moth')).toBe(true)
  })

  test('C010: two equal passwords have different hashes', async () => {
    const hashes = await Promise.all(Array.from({ length: 8 }, () => hasher.hash('gravel moth')))
    expect(new Set(hashes).size).toBe(8)
  })

  test.each([
    ['one letter', 'x'],
    ['a letter of three bytes, across byte 72', 'あ'],
  ])('C002: each of 200 characters counts (%s)', async (_what, letter) => {
    const password = letter.repeat(200)
    const phc = await hasher.hash(password)
    const wrong = Array.from({ length: 200 }, (_, i) => `${letter.repeat(i)}y${letter.repeat(199 - i)}`)
    const verdicts = await Promise.all(
      [password, ...wrong, letter.repeat(199), letter.repeat(201), letter.repeat(24), letter.repeat(72)].map(
        (each) => hasher.verify(phc, each),
      ),
    )
    expect(verdicts.indexOf(true)).toBe(0)
    expect(verdicts.lastIndexOf(true)).toBe(0)
  })

  test('C004: spaces count', async () => {
    const phc = await hasher.hash(' pass phrase 9 ')
    expect(await hasher.verify(phc, ' pass phrase 9 ')).toBe(true)
    expect(await hasher.verify(phc, 'pass phrase 9')).toBe(false)
  })

  test('C006: what follows a NUL counts, and no ill-formed text passes for another', async () => {
    const phc = await hasher.hash('abcdefgh\0X')
    expect(await hasher.verify(phc, 'abcdefgh\0X')).toBe(true)
    expect(await hasher.verify(phc, 'abcdefgh\0Y')).toBe(false)
    expect(await hasher.verify(await hasher.hash('\ufffdmoth'), '\ud800moth')).toBe(false)
    await expect(hasher.hash('\ud800moth')).rejects.toThrow(TypeError)
  })

  test('what was hashed verifies, and nothing else does', async () => {
    const password = fc.string({ unit: 'binary', maxLength: 80 })
    await fc.assert(
      fc.asyncProperty(password, password, async (right, other) => {
        expect(await hasher.verify(await hasher.hash(right), other)).toBe(right === other)
      }),
      { numRuns: 50 },
    )
  })
})

describe('old hashes', () => {
  test.each([
    ['argon2id of the same cost', made('moth', 64, 2), false],
    ['argon2id of the same cost in another shape', made('moth', 128, 1), false],
    ['less memory', made('moth', 32, 2), true],
    ['fewer passes', made('moth', 64, 1), true],
    ['more memory', made('moth', 128, 2), false],
    ['argon2i', made('moth', 256, 2, 1), true],
    ['version 16', made('moth', 64, 2).replace('v=19', 'v=16'), true],
    ['bcrypt', '$2b$12$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu', true],
    ['nothing', '', true],
  ])('C010: %s needs an upgrade: %p %p', (_what, phc, verdict) => {
    expect(hasher.needsUpgrade(phc)).toBe(verdict)
  })

  test.each([
    ['less work', made('moth', 16, 1)],
    ['more work', made('moth', 128, 3)],
    ['argon2i', made('moth', 64, 2, 1)],
    ['argon2d', made('moth', 64, 2, 0)],
    ['version 16', made('moth', 64, 2, 2, 0)],
  ])('C010: one of %s verifies', async (_what, phc) => {
    expect(await hasher.verify(phc, 'moth')).toBe(true)
    expect(await hasher.verify(phc, 'mothy')).toBe(false)
  })

  test('unreadable ones verify false', async () => {
    for (const phc of ['', '$argon2id$', 'x'.repeat(5000), made('moth', 64, 2).slice(0, -30)]) {
      expect(await hasher.verify(phc, 'moth')).toBe(false)
    }
  })
})

describe('C022: the work tells nothing', () => {
  const wrong = recordingHasher(zeros)
  test.each([
    ['of today', made('moth', 64, 2)],
    ['with less memory', made('moth', 16, 2)],
    ['with fewer passes', made('moth', 64, 1)],
    ['with almost the cost of today', made('moth', 42, 3)],
    ['of argon2i, cheaper', made('moth', 32, 1, 1)],
    ['that cannot be read', 'moth'],
    ['of another program', '$2b$12$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu'],
  ])('a wrong password on a hash %s costs what an unknown user costs', async (_what, phc) => {
    await wrong.hasher.spendDummyHash('mothy')
    const unknown = wrong.blocks()
    expect(unknown).toBe(128)
    expect(await wrong.hasher.verify(phc, 'mothy')).toBe(false)
    // The smallest Argon2 has 8 blocks a pass: a smaller remainder is rounded up to it.
    expect(wrong.blocks() - unknown).toBeWithin(0, 17)
  })

  test('so does the right password on an old hash, and an ill-formed one', async () => {
    await wrong.hasher.verify(made('moth', 32, 1), 'moth')
    expect(wrong.blocks()).toBe(128)
    await wrong.hasher.verify(made('moth', 32, 1), '\ud800')
    expect(wrong.blocks()).toBe(128)
  })

  test('parameters that Argon2 refuses verify false, after the work of an unknown user', async () => {
    let isFirst = true
    const refusing = recordingHasher((work) => {
      const reply = isFirst ? { refused: 'no such parameters', ms: 1 } : zeros(work)
      isFirst = false
      return reply
    })
    expect(await refusing.hasher.verify(made('moth', 64, 2), 'moth')).toBe(false)
    // The refused pass cost nothing.
    expect(refusing.blocks() - 128).toBe(128)
  })
})

test('a worker thread answers in order, says how long it computed, and leaves the password that was sent', async () => {
  const worker = new Worker(new URL('./hash-worker.ts', import.meta.url))
  const password = new TextEncoder().encode('moth')
  const pass = { algorithm: 'argon2id', version: 19, memoryKib: 64, timeCost: 2, parallelism: 1 } as const
  const lengths = [16, 32, 24]
  const replies = await new Promise<HashReply[]>((resolve) => {
    const received: HashReply[] = []
    worker.on('message', (reply: HashReply) => {
      if (received.push(reply) === lengths.length) resolve(received)
    })
    for (const tagBytes of lengths) {
      worker.postMessage({ password, passes: [{ ...pass, tagBytes, salt: new Uint8Array(16) }] })
    }
  })
  expect(replies.map((reply) => 'tags' in reply && reply.tags[0]?.length)).toEqual(lengths)
  for (const { ms } of replies) expect(ms).toBeGreaterThan(0)
  expect(new TextDecoder().decode(password)).toBe('moth')
  await worker.terminate()
})

test('R22: a worker thread that dies takes its own job with it, and is replaced', async () => {
  const started: Worker[] = []
  const mortal = createPasswordHasher({ ...settings, threads: 1 }, (): HashWorker => {
    const dying = "require('node:worker_threads').parentPort.on('message', () => process.exit(7))"
    const isFirst = started.length === 0
    const worker = isFirst
      ? new Worker(dying, { eval: true })
      : new Worker(new URL('./hash-worker.ts', import.meta.url))
    started.push(worker)
    return worker
  })
  const lost = mortal.hash('first').catch((error: Error) => error.message)
  const queued = mortal.hash('second')
  expect(await lost).toBe('hashing: the worker died')
  expect(await mortal.verify(await queued, 'second')).toBe(true)
  expect(started.length).toBe(2)
  await mortal.close()
  await expect(mortal.hash('third')).rejects.toThrow('closed')
})

test.each([
  [{ memoryKib: 7 }],
  [{ memoryKib: 64.5 }],
  [{ timeCost: 0 }],
  [{ parallelism: 9 }],
  [{ threads: 0 }],
])('%j is refused as a setting', (wrong) => {
  expect(() => createPasswordHasher({ ...settings, ...wrong })).toThrow(RangeError)
})
