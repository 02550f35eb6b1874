import { type Accent, grounds, houseAccent } from './colours.ts'

/** WCAG 2.2, 1.4.3. */
export const ENOUGH = 4.5

type Channels = readonly [red: number, green: number, blue: number]

/** Of `#rrggbb`. */
const channelsOf = (colour: string): Channels =>
  [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16)) as unknown as Channels

const hexOf = (channels: Channels): string =>
  `#${channels.map((channel) => Math.round(channel).toString(16).padStart(2, '0')).join('')}`

/** WCAG 2.2, "relative luminance". */
function luminance(colour: string): number {
  const [red, green, blue] = channelsOf(colour).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Channels
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** WCAG 2.2, "contrast ratio": 1 to 21. */
export function contrast(one: string, other: string): number {
  const [brighter = 0, darker = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (brighter + 0.05) / (darker + 0.05)
}

const STEPS = 100
const WRITTEN_ON_LIGHT = '#ffffff'
const WRITTEN_ON_DARK = '#0b1412'

const mixed = (colour: string, other: string, share: number): string => {
  const to = channelsOf(other)
  return hexOf(
    channelsOf(colour).map((channel, i) => channel + ((to[i] ?? 0) - channel) * share) as unknown as Channels,
  )
}

/** The nearest to `colour` that can be read on a ground and be written on: darker on a light one, brighter on a dark one. */
function readable(colour: string, ground: 'light' | 'dark'): Accent {
  const [towards, text] = ground === 'light' ? ['#000000', WRITTEN_ON_LIGHT] : ['#ffffff', WRITTEN_ON_DARK]
  const against = [...Object.values(grounds[ground]), text]
  for (let step = 0; step <= STEPS; step++) {
    const tried = mixed(colour, towards, step / STEPS)
    if (against.every((other) => contrast(tried, other) >= ENOUGH)) return { colour: tried, text }
  }
  return { colour: towards, text }
}

export interface Accents {
  readonly light: Accent
  readonly dark: Accent
}

/** What is used for a colour of the operator's; the house's own without one. */
export function accentsOf(colour: string | undefined): Accents {
  return colour === undefined
    ? { light: readable(houseAccent.light, 'light'), dark: readable(houseAccent.dark, 'dark') }
    : { light: readable(colour, 'light'), dark: readable(colour, 'dark') }
}
