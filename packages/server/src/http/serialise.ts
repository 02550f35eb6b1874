import type { Schema } from '@latchkey/contract'

export type Serialise = (value: unknown) => string

interface Shape {
  type?: string
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
}

/**
 * Writes what the schema lists and nothing else: a key that it does not know never leaves. The text of a frozen object
 * is remembered as long as the object is.
 */
export function serialiser(schema: Schema): Serialise {
  const write = writer(schema as Shape)
  const remembered = new WeakMap<object, string>()
  return (value) => {
    if (!Object.isFrozen(value)) return write(value)
    const known = remembered.get(value as object)
    if (known !== undefined) return known
    const text = write(value)
    remembered.set(value as object, text)
    return text
  }
}

function writer(shape: Shape): Serialise {
  if (shape.type === 'object') return objectWriter(shape)
  if (shape.type === 'array' && shape.items) {
    const item = writer(shape.items)
    return (value) => `[${(value as unknown[]).map(item).join(',')}]`
  }
  return (value) => {
    const text = JSON.stringify(value)
    if (text === undefined) throw new Error('an answer lacks a value that its schema requires')
    return text
  }
}

function objectWriter(shape: Shape): Serialise {
  const members = Object.entries(shape.properties ?? {}).map(([name, property]) => ({
    name,
    label: `${JSON.stringify(name)}:`,
    isRequired: shape.required?.includes(name) ?? false,
    write: writer(property),
  }))
  return (value) => {
    let text = ''
    for (const { name, label, isRequired, write } of members) {
      const member = (value as Record<string, unknown>)[name]
      if (member === undefined && !isRequired) continue
      text += (text === '' ? label : `,${label}`) + write(member)
    }
    return `{${text}}`
  }
}
