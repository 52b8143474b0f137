import { dirname, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type InvalidInput, type Problem, parseInput } from '@caseload/core'
import { type WorkflowDocument, workflowDocumentSchema } from '@caseload/lifecycle'
import type { PoliciesDocument } from '@caseload/planner'
import { err, ok, type Result } from 'neverthrow'
import { readJson, type UnreadableFile } from '../files/read-json.ts'
import { compileMapping, type Mapping } from './compile-mapping.ts'
import { type PromisesDocument, promisesDocumentSchema } from './promises-document.ts'

/** A mapping with everything it names. */
export interface LoadedMapping {
  /** The mapping, checked. */
  readonly compiled: Mapping
  /** The workflow. */
  readonly workflow: WorkflowDocument
  /** What a desk decides by under this mapping. */
  readonly policies: PoliciesDocument
  /** Path of the log. */
  readonly input: string
}

/** A mapping or its workflow is not what it should be. */
export interface InvalidDocument extends Problem<'mapping/invalid'> {
  /** Which file. */
  readonly path: string
  /** What is wrong with it. */
  readonly issues: InvalidInput['issues']
}

/** Reads a mapping, null for the shipped one, and its workflow. `input` overrules the log that the mapping names. */
export async function loadMapping(
  path: string | null,
  input: string | null,
): Promise<Result<LoadedMapping, UnreadableFile | InvalidDocument | Problem>> {
  const file = path ?? fileURLToPath(new URL('../../mapping.json', import.meta.url))
  const beside = (name: string): string => resolve(dirname(file), name)
  const document = await readJson(file)
  if (document.isErr()) return err(document.error)
  const named = textOf(document.value, 'workflow')
  if (named === null)
    return err(invalid(file, [{ path: 'workflow', expected: 'a file name', message: 'workflow: expected a file name' }]))
  const workflowFile = beside(named)
  const workflow = (await readJson(workflowFile)).andThen((value) =>
    parseInput(workflowDocumentSchema, value).mapErr((problem) => invalid(workflowFile, problem.issues)),
  )
  if (workflow.isErr()) return err(workflow.error)
  const compiled = compileMapping(document.value, workflow.value).mapErr((problem) => invalid(file, problem.issues))
  if (compiled.isErr()) return err(compiled.error)
  const mapping = compiled.value.document
  const promises = mapping.promises === undefined ? ok({}) : await readPromises(beside(mapping.promises))
  if (promises.isErr()) return err(promises.error)
  const log = input ?? (mapping.input === undefined ? null : beside(mapping.input))
  if (log === null) return err({ kind: 'cli/invalid-option', message: '--input: the mapping names no log, so one must be given' })
  return ok({
    compiled: compiled.value,
    workflow: workflow.value,
    policies: policiesOf(workflow.value, compiled.value, promises.value),
    input: log,
  })
}

async function readPromises(file: string): Promise<Result<PromisesDocument, UnreadableFile | InvalidDocument>> {
  const read = await readJson(file)
  return read.andThen((value) => parseInput(promisesDocumentSchema, value).mapErr((problem) => invalid(file, problem.issues)))
}

function policiesOf(workflow: WorkflowDocument, { document }: Mapping, promises: Partial<PromisesDocument>): PoliciesDocument {
  const ofTicket = Object.entries(document.attributes).filter(([, attribute]) => attribute.of === 'ticket')
  return {
    schema: 1,
    workflows: [workflow],
    defaultWorkflow: workflow.id,
    phoneCountry: null,
    fields: Object.fromEntries(ofTicket.map(([name]) => [name, { type: 'text', personal: false } as const])),
    ...promises,
  }
}

function textOf(value: unknown, name: string): string | null {
  const text: unknown = typeof value === 'object' && value !== null ? Reflect.get(value, name) : null
  return typeof text === 'string' && text !== '' ? text : null
}

function invalid(path: string, issues: InvalidInput['issues']): InvalidDocument {
  return { kind: 'mapping/invalid', path, issues, message: `${path}: ${issues.map((issue) => issue.message).join('; ')}` }
}
