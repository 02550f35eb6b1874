import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { checkpointVerifier } from '@latchkey/server'
import { Refused, UsageError } from '../../failure.ts'

export interface Outside {
  readonly seq: number
  readonly mac: string
  readonly at: string
}

/** The checkpoints of a file in their order, a line at a time, each signed by the key. Throws `UsageError`, `Refused`. */
export async function* readCheckpoints(path: string, publicKey: string): AsyncGenerator<Outside> {
  let isSigned: ReturnType<typeof checkpointVerifier>
  try {
    isSigned = checkpointVerifier(publicKey)
  } catch {
    throw new UsageError('The public key of checkpoints is 43 characters, as `latchkey audit key` prints it.')
  }
  let number = 0
  let before = 0
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  try {
    for await (const line of lines) {
      number += 1
      if (line.trim() === '') continue
      const found = parse(line)
      if (!found || !isSigned({ ...found, at: Date.parse(found.at) }, found.signature))
        throw new Refused(
          'checkpoint_not_signed',
          `Line ${number} of ${path} is no checkpoint that is signed by this key: the file was changed, or it is of another server.`,
        )
      // The same one twice, where two wrote to one file.
      if (found.seq === before) continue
      if (found.seq < before)
        throw new UsageError(
          `Line ${number} of ${path} is out of order: sort -t: -k2n puts the lines in theirs.`,
        )
      before = found.seq
      yield found
    }
  } catch (error) {
    if (
      error instanceof Error &&
      'code' in error &&
      typeof error.code === 'string' &&
      /^E[A-Z]+$/.test(error.code)
    )
      throw new UsageError(`${path} cannot be read (${error.code}).`)
    throw error
  } finally {
    lines.close()
  }
}

function parse(line: string) {
  try {
    const found = JSON.parse(line) as Outside & { count: number; signature: string }
    const isWhole =
      Number.isSafeInteger(found.seq) &&
      Number.isSafeInteger(found.count) &&
      [found.mac, found.at, found.signature].every((text) => typeof text === 'string')
    return isWhole ? found : undefined
  } catch {
    return undefined
  }
}
