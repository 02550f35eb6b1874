import type { XStatic } from 'typebox/schema'

/**
 * Schemas are JSON Schema (2020-12), written as it stands in the OpenAPI document. TypeBox gives them their types, and
 * its compiler their checks when the first body comes; nothing of it is loaded before.
 */
export type Schema = object

export interface ObjectSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  readonly description?: string
}

/** The values that a schema admits. */
export type ValueOf<S extends Schema> = XStatic<S>
