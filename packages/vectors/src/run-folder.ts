import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { businessTimeFile } from './business-time/business-time-file.ts'
import { runBusinessTime } from './business-time/run-business-time.ts'
import { judge } from './known-difference.ts'
import { knownDifferences } from './known-differences.ts'
import type { FileOutcome } from './outcome.ts'

/** Runs every vector file below a folder, in order of their paths. */
export function runFolder(folder: string): readonly FileOutcome[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.json(\.gz)?$/.test(path))
    .sort()
    .map((path) => runFile(folder, join(folder, path)))
}

function runFile(folder: string, path: string): FileOutcome {
  const file = relative(folder, path)
  const bytes = readFileSync(path)
  const content: unknown = JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'))
  const schema = schemaOf(content)
  const unread = (skipped: string): FileOutcome => ({ file, schema, outcomes: [], skipped })
  if (schema === null) return unread('names no schema')
  if (schema !== 'business-time/1') return unread(`no runner for schema ${schema}`)
  const parsed = businessTimeFile.safeParse(content)
  if (!parsed.success)
    return unread(`not of its schema: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`)
  const run = runBusinessTime(parsed.data)
  return {
    file,
    schema,
    outcomes: parsed.data.vectors.map((vector) => judge(vector.id, run(vector), knownDifferences)),
    skipped: null,
  }
}

function schemaOf(content: unknown): string | null {
  if (typeof content !== 'object' || content === null || !('schema' in content)) return null
  return typeof content.schema === 'string' ? content.schema : null
}
