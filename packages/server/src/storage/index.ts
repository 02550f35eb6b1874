export type { Migration } from './migration.ts'
export type { Schema } from './schema.ts'
export type { Statement } from './statement.ts'
export { type Reader, type Storage, type Transaction, UniqueViolation } from './storage.ts'
