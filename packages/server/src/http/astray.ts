import type { Page } from '@latchkey/contract'
import type { Caller } from './caller.ts'
import type { Edge } from './edge.ts'
import { pageRoute } from './page-route.ts'
import type { Respond } from './transport.ts'

/** What a browser is answered at an address that it cannot look at; undefined where it is refused as everybody is. */
export type Astray = (path: string, isNothing: boolean) => Respond | undefined

/**
 * From where a form is only sent to, it goes to the page that the form stands on, which is the nearest above it; from a page with a
 * slash too many, to that page; where there is nothing, a page says so.
 */
export function astray<C extends Caller>(edge: Edge<C>, pages: readonly Page[]): Astray {
  const looks = new Set(pages.filter(isLook).map(({ path }) => path))
  const above = (path: string): string => {
    const parent = path.slice(0, path.lastIndexOf('/'))
    if (parent === '') return '/'
    return looks.has(parent) ? parent : above(parent)
  }
  const targets = pages.filter(
    ({ method, path }) => method === 'POST' && !path.includes(':') && !looks.has(path),
  )
  const leading = new Map([
    ...targets.map(({ path }) => [path, leadingTo(edge, path, above(path))] as const),
    ...[...looks].map((path) => [`${path}/`, leadingTo(edge, path, path)] as const),
  ])
  const nowhere = pages.filter(({ isNowhere }) => isNowhere).map((page) => pageRoute(edge, page).respond)[0]
  return (path, isNothing) => leading.get(path) ?? (isNothing ? nowhere : undefined)
}

const isLook = ({ method, path, isNowhere }: Page): boolean =>
  method === 'GET' && path !== '/' && !path.includes(':') && isNowhere !== true

/** `to` is a path of this server's own, whatever was asked for (C101). */
const leadingTo = <C extends Caller>(edge: Edge<C>, path: string, to: string): Respond =>
  pageRoute(edge, {
    method: 'GET',
    path,
    answer: ({ search }) => ({
      status: 303,
      type: 'text/html; charset=utf-8',
      body: '',
      headers: { Location: search === '' ? to : `${to}?${new URLSearchParams(search)}` },
    }),
  }).respond
