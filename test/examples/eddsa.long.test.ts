// The examples, as processes of their own, with tokens signed by EdDSA.

import { fastapi, go, javascript } from './table.ts'
import { describeExamples } from './verifying.ts'

describeExamples({ algorithm: 'EdDSA', examples: [fastapi, go, ...javascript], rounds: 40 })
