import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
import type { Page } from '../chromium.ts'

const SOURCE = readFileSync(fileURLToPath(import.meta.resolve('axe-core/axe.min.js')), 'utf8')
const EVERY_RULE: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
/** What other colours of the same document can break. */
const RULES_OF_COLOUR: RunOptions = { runOnly: ['color-contrast', 'link-in-text-block'] }

declare const axe: { run(options: RunOptions): Promise<AxeResults> }

const run =
  (rules: RunOptions) =>
  async (page: Page): Promise<string[]> => {
    // By the browser's own hand: the page's policy lets no script in.
    if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(SOURCE)
    const { violations } = await page.evaluate((options) => axe.run(options), rules)
    return violations.map(
      ({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    )
  }

/** By axe-core's rules of WCAG 2.2 AA, and its best practices. */
export const byEveryRule = run(EVERY_RULE)
export const byColour = run(RULES_OF_COLOUR)
