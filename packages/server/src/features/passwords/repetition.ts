/** Texts that fingers and memory follow without thinking; neighbours in them are a step apart, either way. */
const tracks = [
  '01234567890',
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop[]',
  "asdfghjkl;'",
  'zxcvbnm,./',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '!@#$%^&*()_+',
  'йцукенгшщзхъ',
  'фывапролджэ',
  'ячсмитьбю',
  'абвгдежзийклмнопрстуфхцчшщъыьэюя',
]

const steps = new Set(tracks.flatMap((track) => [...track].slice(1).map((to, i) => `${[...track][i]}${to}`)))

/** A unit of up to this many code points is worth no more than a password that short, however often it comes. */
const longestTrivialUnit = 7

/** Runs shorter than this happen in any text. */
const shortestRun = 3

/**
 * Whether the whole text is one short unit over and over (`abababab`, `aaaaaaaaaaaa`) or nothing but runs of equal or
 * neighbouring characters (`1234567890`, `qwertyuiop`, `abcd4321`). Takes case-folded text; time is linear.
 */
export function isRepetitive(folded: string): boolean {
  const points = [...folded]
  return points.length > 1 && (isUnitRepeated(points) || isAllRuns(points))
}

function isUnitRepeated(points: readonly string[]): boolean {
  const longest = Math.min(longestTrivialUnit, Math.floor(points.length / 2))
  for (let unit = 1; unit <= longest; unit++) {
    if (points.every((point, i) => i < unit || point === points[i - unit])) return true
  }
  return false
}

function isAllRuns(points: readonly string[]): boolean {
  let run = 1
  for (let i = 1; i < points.length; i++) {
    const from = points[i - 1] ?? ''
    const to = points[i] ?? ''
    const isStep = from === to || steps.has(from + to) || steps.has(to + from)
    if (!isStep && run < shortestRun) return false
    run = isStep ? run + 1 : 1
  }
  return run >= shortestRun
}
