import { DatabaseSync, type SQLInputValue, StatementSync } from 'node:sqlite'

/** One statement as the driver got it. */
export interface RecordedStatement {
  /** Its text. */
  readonly sql: string
  /** Its values. */
  readonly params: readonly SQLInputValue[]
  /** Whether it gives rows. */
  readonly rows: boolean
}

/** Listens to the driver while some work is done, so that a bare driver can be timed on the very same statements. */
export async function recordStatements(work: () => Promise<unknown>): Promise<readonly RecordedStatement[]> {
  const recorded: RecordedStatement[] = []
  const texts = new WeakMap<StatementSync, string>()
  const { prepare } = DatabaseSync.prototype
  const { all, get, run } = StatementSync.prototype
  // Whichever call ours made: a driver's user runs what gives no rows, and asks for all of what does.
  const listen = (execute: typeof all | typeof get | typeof run) =>
    function listening(this: StatementSync, ...params: SQLInputValue[]) {
      recorded.push({ sql: texts.get(this) ?? this.sourceSQL, params, rows: this.columns().length > 0 })
      return Reflect.apply(execute, this, params)
    }
  DatabaseSync.prototype.prepare = function preparing(this: DatabaseSync, sql: string) {
    const statement = prepare.call(this, sql)
    texts.set(statement, sql)
    return statement
  }
  Object.assign(StatementSync.prototype, { all: listen(all), get: listen(get), run: listen(run) })
  try {
    await work()
  } finally {
    DatabaseSync.prototype.prepare = prepare
    Object.assign(StatementSync.prototype, { all, get, run })
  }
  return recorded
}
