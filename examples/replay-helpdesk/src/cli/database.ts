/** What `--db` names. */
export type Database =
  | { readonly engine: 'memory' }
  | { readonly engine: 'sqlite' | 'pglite'; readonly path: string }
  | { readonly engine: 'postgres' | 'mysql'; readonly url: URL }

/**
 * Reads `memory`, `sqlite:FILE`, `pglite:FOLDER`, `postgres:URL` or `mysql:URL`; the URL of a server may also stand alone, and anything else is the path of an SQLite file. Null for what is none of them.
 */
export function readDatabase(text: string): Database | null {
  if (text === 'memory') return { engine: 'memory' }
  const [, scheme = '', rest = ''] = /^(sqlite|pglite|postgres|postgresql|mysql):(.*)$/s.exec(text) ?? []
  if (scheme === '') return text === '' ? null : { engine: 'sqlite', path: text }
  if (scheme === 'sqlite' || scheme === 'pglite') return rest === '' ? null : { engine: scheme, path: rest }
  const address = rest.startsWith('//') ? text : rest
  if (!/^(?:postgres|postgresql|mysql|mariadb):\/\//.test(address) || !URL.canParse(address)) return null
  return { engine: scheme === 'mysql' ? 'mysql' : 'postgres', url: new URL(address) }
}
