export {
  type ContendedPlace,
  committedWhileImported,
  committedWhileRemoved,
  importedWhileCommitted,
  madeAndRemovedWhileMade,
  madeWhileRemoved,
  notedKinds,
  type SeenOfCommit,
  type SeenOfImport,
} from './beside-a-commit.ts'
export { ownMariadb } from './own-mariadb.ts'
export { ownPostgres, withOwnPostgres } from './own-postgres.ts'
export type { OwnServer } from './own-server.ts'
export { everythingIn } from './release-1/everything-in.ts'
export { fillAsRelease1, release1Start } from './release-1/fill-as-release-1.ts'
export { release1InMemory } from './release-1/release-1-in-memory.ts'
