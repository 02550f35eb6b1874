export { asker } from './ask.ts'
export { astray } from './astray.ts'
export type { Caller } from './caller.ts'
export { type AccessLine, createEdge, type Edge, type EdgeOptions } from './edge.ts'
export { endpointRoute } from './endpoint-route.ts'
export { createLimits } from './limits.ts'
export { withPages } from './page-route.ts'
export { createTable, type Table } from './table.ts'
export type {
  AnswerBody,
  AnswerFields,
  AnswerInit,
  Fields,
  Incoming,
  Params,
  Respond,
  Route,
  Transport,
} from './transport.ts'
export { bodyValidator } from './validate.ts'
