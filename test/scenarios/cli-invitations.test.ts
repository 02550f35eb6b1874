import { afterAll, beforeAll, expect, test } from 'bun:test'
import { json, latchkey, type World } from '../support/command-line.ts'
import { makeFolder, removeFolder } from '../support/program.ts'

let world: World = { folder: '' }
beforeAll(async () => {
  world = { folder: await makeFolder() }
  await latchkey(world, ['migrate'])
})
afterAll(() => removeFolder(world.folder))

const listed = async () => (await json(world, ['invitation', 'list']))['items'] as { id: string }[]

test('latchkey invitation: one that is handed out, then mailed, then taken back', async () => {
  const handedOut = await json(world, ['invitation', 'create', 'grace@example.org', '--link'])
  expect(handedOut).toMatchObject({ is_mailed: false, url: expect.stringContaining('/invitation?token=') })
  const id = String(handedOut['id'])
  const sent = await latchkey(world, ['invitation', 'resend', id])
  expect([sent.code, sent.stdout]).toEqual([
    0,
    expect.stringMatching(/^An invitation is on its way to grace@example\.org, good until \S+Z\./),
  ])
  expect(await listed()).toEqual([expect.objectContaining({ id, is_mailed: true })])
  const isKept = await latchkey(world, ['invitation', 'revoke', id])
  expect([isKept.code, await listed()]).toEqual([2, [expect.objectContaining({ id })]])
  const revoked = await latchkey(world, ['invitation', 'revoke', id, '--yes'])
  expect([revoked.code, await listed()]).toEqual([0, []])
})
