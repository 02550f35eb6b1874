/** An identifier as SQL writes it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Where changed users are announced; one a schema. */
export const channelOf = (schema: string): string => `latchkey_${schema}`.slice(0, 63)
