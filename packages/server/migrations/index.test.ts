import { describe, expect, test } from 'bun:test'
import { readdirSync } from 'node:fs'
import { migrations } from './index.ts'

const FILE = /^(\d{4})-([a-z][a-z0-9-]*)\.ts$/

const files = readdirSync(new URL('.', import.meta.url))
  .filter((file) => FILE.test(file) && !file.endsWith('.test.ts'))
  .sort()

describe('the list of migrations', () => {
  test('has every file of the folder, in its order and under its number and name', () => {
    const listed = migrations.map(({ version, name }) => `${String(version).padStart(4, '0')}-${name}.ts`)
    expect(listed).toEqual(files)
  })

  test('is numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, i) => i + 1))
  })

  test('stands in a folder that holds nothing else', () => {
    const others = readdirSync(new URL('.', import.meta.url)).filter((file) => !FILE.test(file))
    expect(others.filter((file) => file !== 'index.ts' && !file.endsWith('.test.ts'))).toEqual([])
  })
})
