import { describe } from 'bun:test'
import { useServer } from '../support/server.ts'
import { transcribe } from './cli-worlds.ts'

describe('beside a running server', () => {
  const server = useServer()
  transcribe(() => server)
})
