import { once } from 'node:events'
import { createServer } from 'node:net'

/** One that was free a moment ago: the program must be told its port to be asked before it says anything. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('the system gave no port')
  return address.port
}
