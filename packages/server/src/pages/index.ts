import type { Caller, Edge, Route } from '#http'

interface Deps<C extends Caller> {
  edge: Edge<C>
  setup: unknown
  users: unknown
}

export const pages = <C extends Caller>(_: Deps<C>): Route[] => []
