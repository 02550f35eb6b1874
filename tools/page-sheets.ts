/**
 * Takes docs/screenshots: each page for people on one sheet, in English and in Arabic, light and dark, on a desk and on a phone, and the
 * list of them. `node tools/bun.mjs tools/page-sheets.ts [words of the names]`
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join as joined } from 'node:path'
import { closeBrowser, noBrowser, type Page, withPage } from '../test/browser/chromium.ts'
import { everyPage, type Meeting, withWorld } from '../test/browser/every-page/index.ts'

const folder = joined(dirname(import.meta.dirname), 'docs/screenshots')
const words = process.argv.slice(2)

const DESK = { width: 1280, height: 860 }
const PHONE = { width: 390, height: 860 }
/** In the order of a row, each with the width that it has on the sheet. */
const looks = [
  { viewport: DESK, colorScheme: 'light', shownAt: 800 },
  { viewport: DESK, colorScheme: 'dark', shownAt: 800 },
  { viewport: PHONE, colorScheme: 'light', shownAt: 244 },
  { viewport: PHONE, colorScheme: 'dark', shownAt: 244 },
] as const
const GAP = 16
const SHEET = { width: looks.reduce((sum, { shownAt }) => sum + shownAt + GAP, GAP), height: 100 }

/** What looks like another page already: only a sentence, or how much there is, differs. */
const ALIKE = /^dev-mail|-(?:wrong|no-token|spent|tampered|mistakes?|plain|next)$|-told-\w+$/
const ALL_THE_SAME = ['sign-in-wrong', 'sign-up-mistakes', 'account-plain']
const isShown = (name: string) =>
  (!ALIKE.test(name) || ALL_THE_SAME.includes(name)) &&
  (words.length === 0 || words.some((word) => name.includes(word)))

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

async function sheet(pictures: readonly Picture[]): Promise<Buffer> {
  const images = pictures.map(({ png, shownAt }) => `<img width="${shownAt}" src="${dataUrl(png)}">`)
  return await withPage({ viewport: SHEET, colorScheme: 'light' }, async ({ page }) => {
    await page.setContent(
      `<style>body { margin: ${GAP}px; display: flex; flex-wrap: wrap; gap: ${GAP}px; align-items: start; background: #8a9592 }
      img { display: block; border-radius: 6px }</style>${images.join('')}`,
    )
    await page.locator('img').last().waitFor()
    return packed(page, await page.screenshot({ fullPage: true }))
  })
}

interface Picture {
  readonly png: Buffer
  readonly shownAt: number
}

/** Opened once, and looked at in every way. */
async function row(meeting: Meeting, locale: string): Promise<Picture[]> {
  // Nothing moves: a colour on its way to another would be in the picture.
  return await withPage({ locale, viewport: DESK, reducedMotion: 'reduce' }, async ({ page }) => {
    await meeting.open(page)
    await page.evaluate(() => document.fonts.ready)
    const pictures: Picture[] = []
    for (const { viewport, colorScheme, shownAt } of looks) {
      await page.setViewportSize(viewport)
      await page.emulateMedia({ colorScheme })
      pictures.push({ png: await page.screenshot(), shownAt })
    }
    return pictures
  })
}

if (noBrowser) throw new Error(noBrowser)
mkdirSync(folder, { recursive: true })
await withWorld({ language: 'en' }, (english) =>
  withWorld({ language: 'ar' }, async (arabic) => {
    const inArabic = new Map(everyPage(arabic).map((meeting) => [meeting.name, meeting] as const))
    for (const meeting of everyPage(english).filter(({ name }) => isShown(name))) {
      const { name } = meeting
      const rows = [...(await row(meeting, 'en')), ...(await row(inArabic.get(name) ?? meeting, 'ar'))]
      writeFileSync(joined(folder, `${name}.webp`), await sheet(rows))
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
