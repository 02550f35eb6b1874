import { test } from 'bun:test'
import { slowClients } from './slow-clients.ts'

test('R11 C096 2,000 of each who are slow or silent', async () => {
  console.log(await slowClients(2_000))
}, 300_000)
