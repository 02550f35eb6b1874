import './typescript-5.ts'
const { createClient } = await import('@hey-api/openapi-ts')
await createClient({ input: process.argv[2]!, output: process.argv[3]!, plugins: ['@hey-api/client-fetch','@hey-api/typescript','@hey-api/sdk'] })
