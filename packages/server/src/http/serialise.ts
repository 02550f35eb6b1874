import type { Schema } from '@latchkey/contract'

export type Serialise = (value: unknown) => string

interface Shape {
  type?: string | readonly string[]
  properties?: Record<string, Shape>
  required?: string[]
  items?: Shape
}

/**
 * Writes what the schema lists and nothing else: a key that it does not know never leaves. The text of a frozen object
 * is remembered as long as the object is.
 */
export function serialiser(schema: Schema): Serialise {
  const pick = picker(schema as Shape)
  const remembered = new WeakMap<object, string>()
  return (value) => {
    if (!Object.isFrozen(value)) return JSON.stringify(pick(value))
    const known = remembered.get(value as object)
    if (known !== undefined) return known
    const text = JSON.stringify(pick(value))
    remembered.set(value as object, text)
    return text
  }
}

type Pick = (value: unknown) => unknown

function picker(shape: Shape): Pick {
  if (shape.type === 'object') return objectPicker(shape)
  if (shape.type === 'array' && shape.items) {
    const item = picker(shape.items)
    return (value) => (value as unknown[]).map(item)
  }
  const mayBeNull = Array.isArray(shape.type) && shape.type.includes('null')
  return (value) => {
    if (value === null && mayBeNull) return null
    // What has members would take them all along.
    if (value === undefined || typeof value === 'object')
      throw new Error('an answer is not as its schema says')
    return value
  }
}

function objectPicker(shape: Shape): Pick {
  const members = Object.entries(shape.properties ?? {}).map(([name, property]) => ({
    name,
    isRequired: shape.required?.includes(name) ?? false,
    pick: picker(property),
  }))
  return (value) => {
    const picked: Record<string, unknown> = {}
    for (const { name, isRequired, pick } of members) {
      const member = (value as Record<string, unknown>)[name]
      if (member === undefined && !isRequired) continue
      picked[name] = pick(member)
    }
    return picked
  }
}
