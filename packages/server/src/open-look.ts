import { readFileSync } from 'node:fs'
import { type Config, ConfigError } from '#config'
import type { Log } from '#kernel/log'
import { type AppearanceInput, accentsOf, isDrawing, isPng } from '#pages'

/** Each page of everybody waits for these. */
const MOST_BYTES = 256 * 1024

/** What the pages look like, as the settings say. Throws `ConfigError`. */
export function openLook(config: Config, log: Log): AppearanceInput {
  const { pagesName: name, pagesColor, pagesLogo, pagesCss } = config
  const accents = accentsOf(pagesColor)
  tellCorrected(pagesColor, accents, log)
  return {
    name,
    accents,
    logo: pagesLogo === undefined ? undefined : readLogo(pagesLogo),
    css: pagesCss === undefined ? '' : readText('LATCHKEY_PAGES_CSS', pagesCss),
  }
}

function tellCorrected(
  asked: string | undefined,
  { light, dark }: AppearanceInput['accents'],
  log: Log,
): void {
  if (asked === undefined || (light.colour === asked && dark.colour === asked)) return
  log.warn(
    { asked, light: light.colour, dark: dark.colour },
    'the contrast of LATCHKEY_PAGES_COLOR is below 4.5:1 on some pages, where another is used',
  )
}

function readLogo(path: string): AppearanceInput['logo'] {
  const bytes = read('LATCHKEY_PAGES_LOGO', path)
  if (isPng(bytes)) return { bytes, type: 'image/png' }
  if (isDrawing(bytes)) return { bytes, type: 'image/svg+xml' }
  throw unusable('LATCHKEY_PAGES_LOGO', path, 'it is neither an SVG nor a PNG')
}

function readText(setting: string, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(read(setting, path))
  } catch (error) {
    if (error instanceof ConfigError) throw error
    throw unusable(setting, path, 'it is not text in UTF-8')
  }
}

function read(setting: string, path: string): Buffer {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (error) {
    throw unusable(setting, path, (error as NodeJS.ErrnoException).code ?? String(error))
  }
  if (bytes.length > MOST_BYTES)
    throw unusable(setting, path, `it has ${bytes.length} bytes, and at most ${MOST_BYTES} are taken`)
  return bytes
}

const unusable = (setting: string, path: string, reason: string): ConfigError =>
  new ConfigError([`${setting}: the file ${path} cannot be used: ${reason}.`])
