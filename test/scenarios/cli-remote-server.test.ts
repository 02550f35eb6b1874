import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, person } from '../support/accounts.ts'
import { latchkey, type World } from '../support/command-line.ts'
import { freePort } from '../support/free-port.ts'
import { numberOf, send } from '../support/http.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { useServer } from '../support/server.ts'
import { transcribe } from './cli-worlds.ts'

const nowhere = `http://localhost:${await freePort()}`

describe('against a server elsewhere', () => {
  const server = useServer({ dev: true })
  let world: World = { folder: '' }
  let administrator: Account
  beforeAll(async () => {
    administrator = await join(server)
    const env = { LATCHKEY_SERVER: server.url, LATCHKEY_API_KEY: administrator.token }
    world = { folder: await makeFolder(), env }
  })
  afterAll(() => removeFolder(world.folder))
  transcribe(
    () => world,
    async () => {
      const who = person()
      const made = await send(server, 'POST /users', { token: administrator.token, json: who })
      return { ...who, id: numberOf(made, 'id') }
    },
  )

  test('--server is asked before LATCHKEY_SERVER', async () => {
    const env = { ...world.env, LATCHKEY_SERVER: nowhere }
    const { code } = await latchkey({ ...world, env }, ['user', 'list', '--server', server.url])
    expect(code).toBe(0)
  })

  test.each([
    [
      'a wrong key',
      () => ({ LATCHKEY_SERVER: server.url, LATCHKEY_API_KEY: 'wrong' }),
      1,
      /LATCHKEY_API_KEY/,
    ],
    ['no key', () => ({ LATCHKEY_SERVER: server.url }), 2, /set LATCHKEY_API_KEY/],
    [
      'nobody there',
      () => ({ LATCHKEY_SERVER: nowhere, LATCHKEY_API_KEY: 'key' }),
      3,
      /^http:\/\/localhost:\d+ cannot be reached: nobody listens there\.\n$/,
    ],
    [
      'a key that would cross a network in the clear',
      () => ({ LATCHKEY_SERVER: 'http://id.example.com', LATCHKEY_API_KEY: 'key' }),
      2,
      /https/,
    ],
    [
      'no address',
      () => ({ LATCHKEY_SERVER: 'id.example.com', LATCHKEY_API_KEY: 'key' }),
      2,
      /http or https URL/,
    ],
  ] as const)('%s is a sentence', async (_, env, code, sentence) => {
    const said = await latchkey({ folder: world.folder, env: env() }, ['user', 'list'])
    expect(said).toEqual({ code, stdout: '', stderr: expect.stringMatching(sentence) })
  })
})
