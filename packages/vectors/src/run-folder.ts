import { readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { judge } from './known-difference.ts'
import { knownDifferences } from './known-differences.ts'
import type { FileOutcome, Run } from './outcome.ts'
import { type FileRunner, schemas } from './schemas.ts'

const head = z.looseObject({ schema: z.string().optional(), vectors: z.array(z.unknown()).optional() })
const identified = z.looseObject({ id: z.union([z.string(), z.number()]) })

/** Runs every vector file below a folder, in order of their paths; or one file. */
export function runFolder(folder: string): readonly FileOutcome[] {
  if (statSync(folder).isFile()) return [runFile(dirname(folder), join(dirname(folder), basename(folder)))]
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => /\.json(\.gz)?$/.test(entry.name) && !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => runFile(folder, path))
}

function runFile(folder: string, path: string): FileOutcome {
  const file = relative(folder, path)
  const content = readJson(path)
  const parsed = head.safeParse(content)
  const schema = parsed.success ? (parsed.data.schema ?? null) : null
  const unread = (skipped: string): FileOutcome => ({ file, schema, outcomes: [], skipped })
  if (!parsed.success || schema === null) return unread('names no schema')
  const read = Object.hasOwn(schemas, schema) ? schemas[schema] : undefined
  if (read === undefined) return unread(`no runner for schema ${schema}`)
  const runner = read(content)
  if (typeof runner === 'string') return unread(runner)
  const outcomes = (parsed.data.vectors ?? []).map((vector, index) => {
    const named = identified.safeParse(vector)
    const id = named.success ? String(named.data.id) : `${file}#${index + 1}`
    return judge(id, attempt(runner, vector), knownDifferences)
  })
  return { file, schema, outcomes, skipped: null }
}

/** A vector that breaks a rule of ours in an unforeseen way fails; it must not keep the others from being run. */
function attempt(runner: FileRunner, vector: unknown): Run {
  try {
    return runner(vector)
  } catch (thrown) {
    return { expected: 'an answer', actual: `thrown: ${thrown instanceof Error ? thrown.message : String(thrown)}` }
  }
}

function readJson(path: string): unknown {
  try {
    const bytes = readFileSync(path)
    return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8').replace(/^\uFEFF/, ''))
  } catch {
    return null
  }
}
