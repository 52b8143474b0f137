export { type OwnPostgres, ownPostgres, withOwnPostgres } from './own-postgres.ts'
export { everythingIn } from './release-1/everything-in.ts'
export { fillAsRelease1, release1Start } from './release-1/fill-as-release-1.ts'
export { release1InMemory } from './release-1/release-1-in-memory.ts'
