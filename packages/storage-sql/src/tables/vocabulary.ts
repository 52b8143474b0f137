import type { KindSpec } from '@caseload/storage'
import { declarationsOf, type StoredKind } from '../migrate/stored-kind.ts'
import { declarationOf } from './declaration.ts'
import { type KindTable, kindTable } from './kind-table.ts'
import type { SqlDialect } from './sql-dialect.ts'

/** The statements of one store that its dialect and kinds decide; made once, when it is opened. */
export interface Vocabulary {
  readonly dialect: SqlDialect
  readonly tables: ReadonlyMap<string, KindTable>
  /** Remembers the version of a removed document. */
  readonly bury: string
  /** Makes the counter of a journal, unless there is one. */
  readonly beginHead: string
  /** Moves the counter of a journal. */
  readonly moveHead: string
  /** Adds a look-up value that no two documents may have, unless one has it. */
  readonly addUnique: string
  /** Adds a look-up value that several documents may have. */
  readonly addShared: string
  /** Makes an item due, or moves it. */
  readonly schedule: string
  /** Begins to follow, unless somebody has begun. */
  readonly addFollower: string
}

const inserted = (_old: string, value: string): string => value
const zero = (): string => '0'
const nothing = (): string => 'null'

/** Puts the vocabulary of a store together, for kinds that the database has as they are declared. */
export function vocabularyOf(
  dialect: SqlDialect,
  kinds: readonly KindSpec[],
  stored: ReadonlyMap<string, StoredKind>,
): Vocabulary {
  const { upsert, orNothing, returns } = dialect
  const sharedKey = 'tenant, kind, name, value, id'
  const moveHead = upsert({
    table: 'head',
    columns: ['tenant', 'lane', 'seq'],
    key: 'tenant, lane',
    set: { seq: (old, value) => `${old} + ${value}` },
  })
  return {
    dialect,
    tables: new Map(kinds.map((spec) => [spec.kind, tableOf(dialect, spec, stored.get(spec.kind))])),
    bury: upsert({
      table: 'tombstone',
      columns: ['tenant', 'kind', 'id', 'version'],
      key: 'tenant, kind, id',
      set: { version: inserted },
    }),
    beginHead: `insert into {head} (tenant, lane, seq) values (?, 0, ?)${orNothing('tenant, lane')}`,
    moveHead: returns ? `${moveHead} returning seq` : moveHead,
    addUnique: `insert into {key_unique} (tenant, kind, name, value, id) values (?, ?, ?, ?, ?)${orNothing('tenant, kind, name, value')}`,
    addShared: `insert into {key_shared} (${sharedKey}) values (?, ?, ?, ?, ?)${orNothing(sharedKey)}`,
    schedule: upsert({
      table: 'work',
      columns: ['tenant', 'queue', 'id', 'due_at', 'visible_at', 'payload', 'leased', 'attempt'],
      key: 'tenant, queue, id',
      set: {
        due_at: inserted,
        visible_at: inserted,
        payload: inserted,
        leased: zero,
        attempt: zero,
        token: nothing,
      },
    }),
    addFollower: `insert into {follower} (tenant, consumer, lane, seq, visible_at, token, attempt) values (?, ?, 0, 0, ?, ?, 1)${orNothing('tenant, consumer, lane')}`,
  }
}

/** The last declaration that is the same; a later one that lacks something may have come since this program looked. */
function tableOf(dialect: SqlDialect, spec: KindSpec, stored: StoredKind | undefined): KindTable {
  const own = declarationOf(spec)
  const declarations = stored === undefined ? [own] : declarationsOf(stored, own)
  const same = declarations.findLastIndex((each) => JSON.stringify(each) === JSON.stringify(own))
  return kindTable(dialect, spec, declarations, same === -1 ? declarations.length : same)
}
