/** Common table expressions of one statement, each of which happens only if the one it waits for found what it needed. */
export interface StatementChain {
  /** Holds where everything so far that was needed was found. */
  readonly done: () => string
  /** Adds a step; gives its name. */
  readonly add: (sql: string) => string
  /** Adds a step without which nothing after it may happen: it has to give a row. */
  readonly need: (sql: string) => string
  /** The text: gives the rows of a step, none where nothing was changed, and fails where something was changed and that step did not come. */
  readonly end: (step: string, column: string) => string
}

/** A chain without steps. */
export function statementChain(): StatementChain {
  const parts: string[] = []
  let last: string | null = null
  let firstChange: string | null = null
  const add = (sql: string): string => {
    const step = `s${parts.length}`
    parts.push(`${step} as (${sql})`)
    return step
  }
  return {
    done: () => (last === null ? 'true' : `exists (select 1 from ${last})`),
    add,
    need(sql) {
      last = add(sql)
      if (firstChange === null && !sql.startsWith('select')) firstChange = last
      return last
    },
    end(step, column) {
      const result = `select ${column} from ${step}`
      // A cast that cannot succeed is the one way to take back what a statement has done; its text is what administrators find in the engine's log.
      const takeBack = `('caseload: overtaken by another commit, tried again step by step' || (select count(*) from ${step}))::bigint`
      const sql =
        firstChange === null
          ? result
          : `${result} union all select ${takeBack} from ${firstChange} where not exists (select 1 from ${step})`
      return `with ${parts.join(', ')} ${sql}`
    },
  }
}
