import { afterAll, beforeAll, describe, setDefaultTimeout } from 'bun:test'
import { latchkey, type World } from '../support/command-line.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { transcribe } from './cli-worlds.ts'

setDefaultTimeout(60_000)

describe('without a server', () => {
  let world: World = { folder: '' }
  beforeAll(async () => {
    world = { folder: await makeFolder() }
    await latchkey(world, ['migrate'])
  })
  afterAll(() => removeFolder(world.folder))
  transcribe(() => world)
})
