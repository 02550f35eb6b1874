import { expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('./prototype.ts', import.meta.url))

/** In a process of its own: what it does to the prototype of everything lasts. */
const run = (program: string): unknown =>
  JSON.parse(
    spawnSync(process.execPath, ['-e', program], { env: { ...process.env, HERE: here }, encoding: 'utf8' })
      .stdout,
  )

test('C057 a key called __proto__ reaches no prototype, whoever copies it', () => {
  const copied = `
    const body = JSON.parse('{"__proto__":{"admin":true}}')
    const copy = Object.assign({}, body)
    const written = {}
    written.__proto__ = { admin: true }
    console.log(JSON.stringify([copy.admin ?? null, written.admin ?? null, ({}).admin ?? null]))`
  expect(run(copied)).toEqual([true, true, null])
  const guarded = `
    const { ignorePrototypeAssignment } = await import(process.env.HERE)
    ignorePrototypeAssignment()
    ${copied}`
  expect(run(guarded)).toEqual([null, null, null])
})
