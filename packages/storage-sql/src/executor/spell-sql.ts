/** How a driver wants the texts of statements. */
export interface SqlSpelling {
  /** What stands for one of our tables. */
  readonly table: (name: string) => string
  /** What stands for the value of a place, counted from 1; by default `?`. */
  readonly mark?: (place: number) => string
  /** What stands around names; by default double quotes. */
  readonly quote?: string
}

/**
 * Writes the text of a statement as a driver wants it, for authors of executors; once for each text, since texts repeat.
 *
 * @param sql - The text of a statement.
 * @param spelling - How the driver wants it.
 *
 * @example
 * ```ts
 * import { spellSql } from '@caseload/storage-sql'
 *
 * const sql = 'select "key" from {meta} where value = ? limit ?'
 * spellSql(sql, { table: (name) => `caseload.${name}`, mark: (place) => `$${place}` })
 * // => 'select "key" from caseload.meta where value = $1 limit $2'
 * spellSql(sql, { table: (name) => `\`desk\`.\`${name}\``, quote: '`' })
 * // => 'select `key` from `desk`.`meta` where value = ? limit ?'
 * spellSql('select ?1, ?2, ?1', { table: (name) => name, mark: (place) => `$${place}` }) // => 'select $1, $2, $1'
 * ```
 */
export function spellSql(sql: string, { table, mark, quote = '"' }: SqlSpelling): string {
  let place = 0
  return sql.replaceAll(/\{(\w+)\}|\?(\d*)|"/g, (found, name: string | undefined, numbered: string | undefined) => {
    if (name !== undefined) return table(name)
    if (found === '"') return quote
    place += 1
    if (mark === undefined) return found
    return mark(numbered === undefined || numbered === '' ? place : Number(numbered))
  })
}
