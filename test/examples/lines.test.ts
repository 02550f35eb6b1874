// What an app has to write for Latchkey, counted: the lines between the marks, but for blank ones and comments.
import { expect, test } from 'bun:test'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { examplesFolder } from './table.ts'

function linesOf(sources: string): number {
  let count = 0
  for (const file of globSync(sources, { cwd: examplesFolder })) {
    let isCounted = false
    for (const line of readFileSync(join(examplesFolder, file), 'utf8').split('\n')) {
      const text = line.trim()
      if (/Latchkey: (?:begins|ends)$/.test(text)) isCounted = text.endsWith('begins')
      else if (isCounted && text !== '' && !/^(?:#|\/\/|\/\*)/.test(text)) count += 1
      // What names the product outside the marks was forgotten.
      else if (!isCounted && /latchkey/i.test(text) && !/^(?:#|\/\/|"""|<!--)|^pip install/.test(text))
        throw new Error(`${file}: ${text}`)
    }
    expect([file, isCounted]).toEqual([file, false])
  }
  return count
}

test.each([
  ...['fastapi/app.py', 'go/main.go', 'express/app.ts', 'hono/app.ts', 'nextjs/**/*.ts'].map(
    (sources) => [sources, 15] as const,
  ),
  ['hosted-sign-in/express/app.ts', 15],
  ['hosted-sign-in/fastapi/app.py', 15],
  ['hosted-sign-in/nextjs/**/*.js', 15],
  ['hosted-sign-in/spa/index.html', 15],
] as const)('the part of %s that concerns Latchkey has at most %d lines', (sources, most) => {
  const lines = linesOf(sources)
  console.log(`${sources}: ${lines} lines`)
  expect(lines).toBeGreaterThan(0)
  expect(lines).toBeLessThanOrEqual(most)
})
