import type { Context, Section } from '../context.ts'
import { openPlace } from './places.ts'
import { withSite } from './site.ts'
import { assetsOf, type Weight, weightOf } from './weights.ts'

export interface AssetRow extends Weight {
  readonly name: string
  readonly isScript: boolean
  /** What is on the wire where the browser takes gzip. */
  readonly sentBytes: number
  readonly cacheControl: string
}

/** What the pages load besides their HTML. */
export async function measureAssets(context: Context): Promise<Section<AssetRow>> {
  const [first] = context.combinations
  if (!first) return { rows: [], failures: [] }
  return withSite(context, first, async ({ places }) => {
    const found = new Map<string, AssetRow>()
    for (const place of places) {
      for (const path of assetsOf(await (await openPlace(place)).text())) {
        if (!found.has(path)) found.set(path, await assetAt(new URL(path, place.url)))
      }
    }
    return { rows: [...found.values()], failures: [] }
  })
}

async function assetAt(url: URL): Promise<AssetRow> {
  const headers = { 'accept-encoding': 'gzip' }
  const packed = await fetch(url, { method: 'HEAD', headers })
  const body = new Uint8Array(await (await fetch(url)).arrayBuffer())
  return {
    name: url.pathname.replace(/\.[^./]+(?=\.\w+$)/, ''),
    isScript: url.pathname.endsWith('.js'),
    ...weightOf(body),
    sentBytes: Number(packed.headers.get('content-length')),
    cacheControl: packed.headers.get('cache-control') ?? 'none',
  }
}
