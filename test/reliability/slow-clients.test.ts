import { test } from 'bun:test'
import { slowClients } from './slow-clients.ts'

test('R11 C096 whoever is slow or silent is cut, and nobody else notices', async () => {
  console.log(await slowClients(100))
}, 180_000)
