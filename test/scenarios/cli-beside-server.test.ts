import { describe } from 'bun:test'
import { person, register } from '../support/accounts.ts'
import { numberOf } from '../support/http.ts'
import { useServer, usualHashes } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { transcribe } from './cli-worlds.ts'

describe('beside a running server', () => {
  // `config` compares what both were set to.
  const server = useServer({ env: { ...unthrottled, ...usualHashes } })
  transcribe(
    () => ({ folder: server.folder, env: unthrottled }),
    async () => {
      const who = person()
      return { ...who, id: numberOf(await register(server, who), 'id') }
    },
  )
})
