import type { Template } from './letter.ts'

const HIDDEN = 'hidden'

/** The same without what its link or its code is good for, for whoever looks after mail (C102). */
export function withoutSecrets(template: Template): Template {
  const entries = Object.entries(template).map(([name, value]: [string, unknown]) => {
    if (typeof value !== 'string') return [name, value]
    if (name === 'code') return [name, '********']
    if (!/url$/i.test(name)) return [name, value]
    const { origin, pathname } = new URL(value)
    return [name, `${origin}${pathname}?${HIDDEN}`]
  })
  // Member by member the same type.
  return Object.fromEntries(entries) as Template
}
