import type { CDPSession } from 'playwright-core'
import type { Page } from '../chromium.ts'

/** A thing as assistive technology has it, in the order of the page. */
interface Spoken {
  readonly role: string
  readonly name: string
  readonly description: string
  readonly level: number
  readonly isInvalid: boolean
  /** The roles that it stands in. */
  readonly within: readonly string[]
}

/** Those that are nothing without a name. */
const NAMED = new Set([
  ...['button', 'link', 'textbox', 'searchbox', 'spinbutton', 'checkbox', 'radio', 'combobox', 'listbox'],
  ...['image', 'img', 'DisclosureTriangle', 'region', 'navigation', 'heading'],
])
const LANDMARKS = ['banner', 'contentinfo', 'navigation', 'complementary', 'region', 'search']

const sessions = new WeakMap<Page, Promise<CDPSession>>()
const devToolsOf = (page: Page): Promise<CDPSession> => {
  const session = sessions.get(page) ?? page.context().newCDPSession(page)
  sessions.set(page, session)
  return session
}

async function spokenOf(page: Page): Promise<Spoken[]> {
  const { nodes } = await (await devToolsOf(page)).send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((node) => [node.nodeId, node] as const))
  const walk = (id: string, within: readonly string[]): Spoken[] => {
    const node = byId.get(id)
    if (node === undefined) return []
    const { role, name, description, properties = [], childIds = [] } = node
    const own = node.ignored ? undefined : String(role?.value)
    const propertyOf = (property: string) => properties.find((one) => one.name === property)?.value.value
    const inside = childIds.flatMap((child) => walk(child, own === undefined ? within : [...within, own]))
    if (own === undefined) return inside
    return [
      {
        role: own,
        name: String(name?.value ?? '').trim(),
        description: spaced(String(description?.value ?? '')),
        level: Number(propertyOf('level') ?? 0),
        isInvalid: propertyOf('invalid') === 'true',
        within,
      },
      ...inside,
    ]
  }
  const root = nodes.find(({ parentId }) => parentId === undefined)
  return root === undefined ? [] : walk(root.nodeId, [])
}

const spaced = (text: string) => text.replaceAll(/\s+/g, ' ').trim()

/** What is wrong with landmarks, headings, names, and with what is said of a mistake: by the accessibility tree. */
export async function misspoken(page: Page, language: string): Promise<string[]> {
  const spoken = await spokenOf(page)
  return [
    ...landmarkFaults(spoken),
    ...headingFaults(spoken),
    ...spoken
      .filter(({ role, name }) => NAMED.has(role) && name === '')
      .map(({ role, within }) => `a ${role} has no name, in ${within.join(' > ')}`),
    ...(await errorFaults(page, spoken)),
    ...(await documentFaults(page, language)),
  ]
}

function landmarkFaults(spoken: readonly Spoken[]): string[] {
  const of = (role: string) => spoken.filter((one) => one.role === role)
  const mains = of('main')
  const found = mains.length === 1 ? [] : [`${mains.length} main landmarks`]
  for (const role of LANDMARKS) {
    const all = of(role)
    const names = new Set(all.map(({ name }) => name))
    if (all.length > 1 && (names.has('') || names.size < all.length))
      found.push(`${all.length} times ${role}, called ${[...names].join(', ')}`)
  }
  const isOutside = ({ role, within }: Spoken) =>
    (role === 'button' || role === 'link' || role === 'heading') &&
    !within.some((one) => one === 'main' || one === 'banner' || LANDMARKS.includes(one))
  // The way past the navigation is the one thing in front of all.
  const strays = spoken.filter(isOutside).slice(spoken.some(({ role }) => role === 'navigation') ? 1 : 0)
  return [...found, ...strays.map(({ role, name }) => `the ${role} ${name} is in no landmark`)]
}

function headingFaults(spoken: readonly Spoken[]): string[] {
  const headings = spoken.filter(({ role }) => role === 'heading')
  const first = headings.filter(({ level }) => level === 1)
  const found = first.length === 1 ? [] : [`${first.length} headings of the first level`]
  if (first.some(({ within }) => !within.includes('main'))) found.push('the first heading is not in main')
  headings.forEach(({ level, name }, at) => {
    const before = headings[at - 1]?.level ?? 0
    if (level > before + 1) found.push(`the heading ${name} of level ${level} comes after one of ${before}`)
  })
  return found
}

/** Each mistake that is shown is said of its field, or of the group of fields that it is about. */
async function errorFaults(page: Page, spoken: readonly Spoken[]): Promise<string[]> {
  const shown = await page.locator('main .error:not([role=alert])').allTextContents()
  return shown.flatMap((text) => {
    const field = spoken.find(({ description }) => description.includes(spaced(text)))
    if (field === undefined) return [`no field says: ${text}`]
    return field.isInvalid || field.role === 'group'
      ? []
      : [`the ${field.role} ${field.name} is said to be right`]
  })
}

async function documentFaults(page: Page, language: string): Promise<string[]> {
  const { lang, dir, title } = await page.evaluate(() => {
    const { lang: ofPage, dir: direction } = document.documentElement
    return { lang: ofPage, dir: direction, title: document.title }
  })
  const expected = language === 'ar' ? 'rtl' : 'ltr'
  return [
    ...(lang === language ? [] : [`the language is ${lang}`]),
    ...(dir === expected || (dir === '' && expected === 'ltr') ? [] : [`the direction is ${dir}`]),
    ...(title.trim() === '' ? ['the page has no title'] : []),
  ]
}
