import { type Compilable, type DialectAdapter, DummyDriver, Kysely, type QueryCompiler } from 'kysely'
import type { Schema } from './schema.ts'

/** A query compiled once: building costs four times what binding does. */
export interface Statement<P, R> {
  readonly sql: string
  readonly bind: (params: P) => unknown[]
  /** Never set: carries the type of a row. */
  readonly row?: R
}

export type Queries = Kysely<Schema>

/** `p` stands for the parameters while the query is built; each of its members may be used as a value. */
export type StatementBuilder = <P extends object, R>(
  build: (db: Queries, p: P) => Compilable<R>,
) => Statement<P, R>

class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

export interface DialectGrammar {
  /** What every table is named with; absent where the database has one schema. */
  readonly schema?: string
  createAdapter(): DialectAdapter
  createQueryCompiler(): QueryCompiler
}

/** A query builder without a connection: it only writes SQL. */
export function queryBuilder<S>(grammar: DialectGrammar): Kysely<S> {
  const db = new Kysely<S>({
    dialect: {
      createAdapter: grammar.createAdapter,
      createQueryCompiler: grammar.createQueryCompiler,
      createDriver: () => new DummyDriver(),
      createIntrospector: () => {
        throw new Error('the builder has no database to look at')
      },
    },
  })
  return grammar.schema === undefined ? db : db.withSchema(grammar.schema)
}

export function statementBuilder(grammar: DialectGrammar): StatementBuilder {
  const db = queryBuilder<Schema>(grammar)
  return <P extends object, R>(build: (db: Queries, p: P) => Compilable<R>): Statement<P, R> => {
    let compiled: Statement<P, R> | undefined
    // When it is first used: a start asks few of them.
    const compile = () => {
      compiled ??= compileStatement(db, build)
      return compiled
    }
    return {
      get sql() {
        return compile().sql
      },
      bind: (params) => compile().bind(params),
    }
  }
}

function compileStatement<P extends object, R>(
  db: Queries,
  build: (db: Queries, p: P) => Compilable<R>,
): Statement<P, R> {
  const placeholders = new Proxy({}, { get: (_, name) => new Placeholder(String(name)) }) as P
  const { sql, parameters } = build(db, placeholders).compile()
  const names = parameters.map((value) => (value instanceof Placeholder ? value.name : undefined))
  return {
    sql,
    bind: (params) => names.map((name, i) => (name === undefined ? parameters[i] : params[name as keyof P])),
  }
}
