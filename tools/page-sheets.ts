/**
 * Takes docs/screenshots: each page for people on one sheet, in English and in Arabic, light and dark, on a desk and on a phone, and the
 * list of them. `node tools/bun.mjs tools/page-sheets.ts [words of the names]`
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join as joined } from 'node:path'
import {
  type BrowserOptions,
  closeBrowser,
  noBrowser,
  type Page,
  withPage,
} from '../test/browser/chromium.ts'
import { everyPage, type Meeting, withWorld } from '../test/browser/every-page/index.ts'

const folder = joined(dirname(import.meta.dirname), 'docs/screenshots')
const words = process.argv.slice(2)

const screens = [
  { width: 1280, height: 800, shownAt: 800 },
  { width: 390, height: 800, shownAt: 244 },
] as const
const kinds = ['en', 'ar'].flatMap((locale) =>
  screens.flatMap(({ shownAt, ...viewport }) =>
    (['light', 'dark'] as const).map((colorScheme) => ({ locale, viewport, colorScheme, shownAt })),
  ),
)
const SHEET = { width: 2 * (800 + 244) + 5 * 16, height: 1_100 }
/** What looks like another page already, or is no page for people: only a sentence differs. */
const NOT_SHOWN = /^dev-mail|-(?:wrong|no-token|spent|tampered|mistakes?)$/

/** As a browser packs them: a tenth of what the same sheet has as PNG. */
async function packed(page: Page, png: Buffer): Promise<Buffer> {
  const url = await page.evaluate(async (source) => {
    const image = new Image()
    image.src = source
    await image.decode()
    const canvas = new OffscreenCanvas(image.width, image.height)
    canvas.getContext('2d')?.drawImage(image, 0, 0)
    const blob = await canvas.convertToBlob({ type: 'image/webp', quality: 0.82 })
    return [...new Uint8Array(await blob.arrayBuffer())]
  }, dataUrl(png))
  return Buffer.from(url)
}

const dataUrl = (png: Buffer) => `data:image/png;base64,${png.toString('base64')}`

async function sheet(pictures: readonly { png: Buffer; shownAt: number }[]): Promise<Buffer> {
  const images = pictures.map(({ png, shownAt }) => `<img width="${shownAt}" src="${dataUrl(png)}">`)
  return await withPage({ viewport: SHEET, colorScheme: 'light' }, async ({ page }) => {
    await page.setContent(
      `<style>body { margin: 16px; display: flex; flex-wrap: wrap; gap: 16px; align-items: start; background: #8a9592 }
      img { display: block; border-radius: 6px }</style>${images.join('')}`,
    )
    await page.locator('img').last().waitFor()
    return packed(page, await page.screenshot({ fullPage: true }))
  })
}

async function pictureOf(meeting: Meeting, { shownAt, ...options }: BrowserOptions & { shownAt: number }) {
  return await withPage(options, async ({ page }) => {
    await meeting.open(page)
    await page.evaluate(() => document.fonts.ready)
    return { png: await page.screenshot(), shownAt }
  })
}

if (noBrowser) throw new Error(noBrowser)
mkdirSync(folder, { recursive: true })
await withWorld({ language: 'en' }, (english) =>
  withWorld({ language: 'ar' }, async (arabic) => {
    const inArabic = new Map(everyPage(arabic).map((meeting) => [meeting.name, meeting] as const))
    for (const meeting of everyPage(english)) {
      const { name } = meeting
      if (NOT_SHOWN.test(name) || (words.length > 0 && !words.some((word) => name.includes(word)))) continue
      const pictures: Awaited<ReturnType<typeof pictureOf>>[] = []
      for (const kind of kinds) {
        const met = kind.locale === 'ar' ? (inArabic.get(name) ?? meeting) : meeting
        pictures.push(await pictureOf(met, kind))
      }
      writeFileSync(joined(folder, `${name}.webp`), await sheet(pictures))
      console.log(name)
    }
  }),
)
await closeBrowser()

const names = readdirSync(folder).flatMap((name) => (name.endsWith('.webp') ? [name.slice(0, -5)] : []))
const list = names.map((name) => `## ${name}\n\n![${name}](${name}.webp)\n`)
writeFileSync(
  joined(folder, 'README.md'),
  `# Every page\n
English above, Arabic below; light and dark, at 1280 and at 390 pixels. Made by \`npm run screenshots\`.\n
${list.join('\n')}`,
)
