import { expect, test } from 'bun:test'
import { systemRandom as random } from '#kernel/random'
import { checkpointKey, checkpointVerifier } from './checkpoint-key.ts'
import { openFor, sealFor } from './person-seal.ts'

const [key, other] = [random.bytes(32), random.bytes(32)]

test('C104 what is sealed for one person and place opens there, and nowhere else', () => {
  const sealed = sealFor(key, 'where somebody was', 'adt_1 actor', random)
  expect(openFor(key, sealed, 'adt_1 actor')?.toString()).toBe('where somebody was')
  expect(sealed).not.toContain('somebody')
  // Swapped with another row's, or another column's; under another person's key; cut short; changed in any bit.
  expect(openFor(key, sealed, 'adt_2 actor')).toBeUndefined()
  expect(openFor(key, sealed, 'adt_1 subject')).toBeUndefined()
  expect(openFor(other, sealed, 'adt_1 actor')).toBeUndefined()
  expect(openFor(key, '', 'adt_1 actor')).toBeUndefined()
  const bytes = Buffer.from(sealed, 'base64url')
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes)
    changed[i] = (changed[i] ?? 0) ^ 1
    expect(openFor(key, changed.toString('base64url'), 'adt_1 actor')).toBeUndefined()
  }
  expect(sealFor(key, 'where somebody was', 'adt_1 actor', random)).not.toBe(sealed)
})

test('C103 a checkpoint is verified by the public key alone, and every one of its words counts', () => {
  const signer = checkpointKey(random.bytes(32))
  const checkpoint = { seq: 7, at: 1_800_000_000_000, mac: 'm'.repeat(43), count: 7 }
  const signature = signer.sign(checkpoint)
  const isSigned = checkpointVerifier(signer.publicKey)
  expect(isSigned(checkpoint, signature)).toBe(true)
  for (const change of [{ seq: 8 }, { at: 1 }, { mac: 'n'.repeat(43) }, { count: 6 }])
    expect(isSigned({ ...checkpoint, ...change }, signature)).toBe(false)
  expect(isSigned(checkpoint, '')).toBe(false)
  expect(checkpointVerifier(checkpointKey(random.bytes(32)).publicKey)(checkpoint, signature)).toBe(false)
  expect(() => checkpointVerifier('short')).toThrow(RangeError)
})
