// What docs/pages-tour.md says of the ways through the pages is what they take.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { figure } from '../../bench/markdown.ts'
import { walks } from '../../bench/tour/walks.ts'
import { join } from '../support/accounts.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { closeBrowser, noBrowser } from './chromium.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
beforeAll(async () => {
  await join(server)
})
afterAll(closeBrowser)

const page = readFileSync(new URL('../../docs/pages-tour.md', import.meta.url), 'utf8')
const rows = page.split('\n').filter((line) => line.startsWith('| '))

describe.skipIf(noBrowser !== undefined)(`the tour${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  test.each(walks)('$name, script: $hasScript', async ({ name, hasScript, walk }) => {
    const { pages, fields, presses, estimatedSeconds } = await walk(server)
    const counts = `${pages} | ${fields} | ${presses} | ${figure(estimatedSeconds)} s |`
    expect(rows).toContain(`| ${name} | ${hasScript ? 'yes' : 'no'} | ${counts}`)
    // The table of what was shortened says the same of today.
    const before = rows.findIndex((row) => row.startsWith(`| ${name}, before |`))
    if (before >= 0) expect(rows[before + 1]).toBe(`| now | ${counts}`)
  })
})
