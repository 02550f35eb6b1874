// The examples whose cryptography is not this repository's, with tokens signed by ES256.
import { fastapi, go } from './table.ts'
import { describeExamples } from './verifying.ts'

describeExamples({ algorithm: 'ES256', examples: [fastapi, go], rounds: 10 })
