import type { LimitClass, RequestFacts } from './endpoint.ts'
import type { Problem } from './errors.ts'
import type { ObjectSchema } from './schema.ts'

/** What a page may ask of the request it answers. The one credential of a page is a cookie of this server's own. */
export interface PageRequest {
  readonly facts: RequestFacts
  /** The first value of this name in the query. */
  query(name: string): string | undefined
  /** All that stands behind the `?`, as it was sent; empty without one. */
  readonly search: string
  /** The value of the cookie of this name; undefined where there is none, or more than one. */
  cookie(name: string): string | undefined
  /** The part of the path where the page's has `:name`. */
  param(name: string): string | undefined
  /** The fields of the form that was posted, as typed; none where there was no form, or none that could be read. */
  readonly form: Readonly<Record<string, string>>
}

/** A body that is kept small: sent as it is to whoever reads gzip, and unpacked for whoever does not. */
export interface Packed {
  readonly gzip: Uint8Array<ArrayBuffer>
}

export interface PageAnswer {
  /** 200 unless said otherwise; a refusal has the status of its problem. */
  readonly status?: number
  readonly type: string
  /** A stream is sent as it comes, and by nobody kept. */
  readonly body: string | Packed | ReadableStream<Uint8Array>
  /** Names these bytes: the answer may be kept and asked about (RFC 9110 section 8.8.3). Without it nobody keeps it. */
  readonly etag?: string
  /** Its address changes when its bytes do: it may be kept by anybody and is not asked about again (RFC 8246). */
  readonly isForEver?: true
  /** Each a `Set-Cookie` of its own (RFC 6265 section 4.1). */
  readonly cookies?: readonly string[]
  /** In place of, or besides, what every answer carries. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Something for a browser: a document, what it loads, or the target of its form. */
export interface Page {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** What a posted form has to be. A page without it takes no body. */
  readonly form?: ObjectSchema
  /** By what it is counted; `read`, and `sign-in` for a form, unless said otherwise. */
  readonly limit?: LimitClass
  /** A browser gets it wherever there is nothing. No route leads to it, and its path is only what the log calls it. */
  readonly isNowhere?: true
  /** Another server's page sends this form: what it brings proves by itself that this browser asked for it. */
  readonly isSentFromElsewhere?: true
  /** Pages of the allowed origins may read it, as they may the API. */
  readonly isShared?: boolean
  /** What its reader chose to read, which whatever it asks is told. */
  chosenLanguage?(request: PageRequest): string | undefined
  answer(request: PageRequest): PageAnswer | Promise<PageAnswer>
  /** A refusal for people; without it, one in the documented shape. */
  refuse?(refusal: Problem, request: PageRequest): PageAnswer | Promise<PageAnswer>
}
