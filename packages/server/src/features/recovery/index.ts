export { type RecoveryFeature, recoveryFeature } from './reset-links.ts'
export { recoveryRoutes } from './routes.ts'
