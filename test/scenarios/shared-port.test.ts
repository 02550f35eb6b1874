import { expect, test } from 'bun:test'
import { runToEnd } from '../support/program.ts'
import { withServer } from '../support/server.ts'

test('C059 a second server does not share the port of the first', async () => {
  await withServer({}, async (server) => {
    const { code, listened, stderr } = await runToEnd(['serve'], { PORT: String(server.port) })
    expect([code, listened]).toEqual([1, false])
    expect(stderr).toContain(`Port ${server.port} is taken.`)
  })
})
