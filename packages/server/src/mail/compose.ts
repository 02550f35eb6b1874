import { deviceIn, deviceInWords } from '#kernel/device-in-words'
import { type AnyLanguage, type Language, PSEUDO_LANGUAGE } from '#kernel/language'
import { counted } from '#kernel/plurals'
import { htmlOf } from './html.ts'
import { isolate, isolateAddress, quoted } from './isolate.ts'
import type { Template, TemplateData } from './letter.ts'
import type { Overrides } from './overrides.ts'
import { pseudo } from './pseudo.ts'
import { spanOf } from './span.ts'
import { type Say, type Words, type Written, wordsIn } from './words.ts'

/** A mail as it is sent. */
export interface Composed {
  readonly subject: string
  readonly text: string
  readonly html: string
}

export interface Composition {
  readonly template: Template
  readonly language: AnyLanguage
  /** What people know this server by: the host of its address. */
  readonly place: string
  /** How much longer the link or the code counts, in milliseconds. */
  readonly goodForMs: number
  readonly overrides?: Overrides
}

/** What every mail is made of, before it is text or HTML. */
export interface Content {
  readonly language: string
  readonly direction: 'ltr' | 'rtl'
  readonly subject: string
  readonly paragraphs: readonly string[]
  readonly link: { readonly url: string; readonly label: string } | undefined
  readonly code: string | undefined
  readonly afterwards: readonly string[]
  readonly footer: string
}

const LINKS = ['url', 'revertUrl', 'resetUrl', 'cancelUrl', 'notMeUrl'] as const

/** Where the mail's one link goes; undefined where it has none. */
export function linkOf(template: Template): string | undefined {
  const data: Readonly<Record<string, unknown>> = { ...template }
  const url = LINKS.map((name) => data[name]).find((value) => value !== undefined)
  return typeof url === 'string' ? url : undefined
}

export async function compose(composition: Composition): Promise<Composed> {
  const { template, language, overrides } = composition
  const content = await contentOf(composition)
  const own = overrides?.find(template.kind, language)
  if (own) return own(content, template)
  return { subject: content.subject, text: textOf(content), html: htmlOf(content) }
}

async function contentOf({ template, language, place, goodForMs }: Composition): Promise<Content> {
  const written = language === PSEUDO_LANGUAGE ? 'en' : language
  const { words } = await wordsIn[written]()
  const say: Say = {
    place: isolate(place),
    quote: quoted,
    address: isolateAddress,
    instant: (milliseconds) => isolate(instantIn(written, milliseconds)),
  }
  const device = template.kind === 'notice' ? await deviceInWords(template.device ?? null) : null
  const said = saidIn(words, template, say, device === null ? null : deviceIn(written, device))
  const url = linkOf(template)
  const code = template.kind === 'sign_in_code' ? template.code : undefined
  const { number, unit } = spanOf(goodForMs)
  const isLimited = template.kind !== 'notice' && (url !== undefined || code !== undefined)
  const duration = counted(written, number, words.durations[unit])
  const disguise = language === PSEUDO_LANGUAGE ? pseudo : (text: string) => text
  return {
    language,
    direction: words.direction,
    subject: disguise(said.subject),
    paragraphs: said.paragraphs.map(disguise),
    link: url === undefined ? undefined : { url, label: disguise(said.label ?? '') },
    code,
    afterwards: [...(isLimited ? [words.goodFor(duration)] : []), ...(said.afterwards ?? [])].map(disguise),
    footer: disguise(said.footer ?? words.footer(say.place)),
  }
}

function saidIn(words: Words, template: Template, say: Say, device: string | null): Written {
  // The table has a function for each kind, which takes the data of that kind.
  const write = words.templates[template.kind] as (data: Template, say: Say) => Written
  const said = write(template, say)
  return template.kind === 'notice' ? { ...said, ...noticeIn(words, template, say, device) } : said
}

function noticeIn(
  words: Words,
  { noticeKind, at, sourceAddress }: TemplateData['notice'],
  say: Say,
  device: string | null,
) {
  const { subject, text } = words.notices[noticeKind]
  const details = [
    `${words.when}: ${say.instant(at)}`,
    ...(sourceAddress === undefined ? [] : [`${words.from}: ${say.address(sourceAddress)}`]),
    ...(device === null ? [] : [`${words.device}: ${say.quote(device)}`]),
  ]
  return { subject, paragraphs: [text, ...details] }
}

/** In UTC, for nobody said where the reader is; digits that every reader of the language knows. */
const instantIn = (language: Language, milliseconds: number): string =>
  new Intl.DateTimeFormat(`${language}-u-nu-latn-ca-gregory`, {
    dateStyle: 'long',
    timeStyle: 'long',
    timeZone: 'UTC',
  }).format(milliseconds)

export function textOf({ paragraphs, link, code, afterwards, footer }: Omit<Content, 'direction'>): string {
  // A link and a code stand alone in their line, without anything invisible that would be copied with them.
  const middle = [link && `${link.label}:\n${link.url}`, code].filter((part) => part !== undefined)
  return `${[...paragraphs, ...middle, ...afterwards, `-- \n${footer}`].join('\n\n')}\n`
}
