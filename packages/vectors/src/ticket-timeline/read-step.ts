import type { RawStep } from './timeline-file.ts'

/** One step of a story: what is done, and with what. */
export interface Step {
  /** What is done, in small letters only: `createticket`. */
  readonly kind: string
  /** Everything else the step says, inner objects that only hold arguments opened. */
  readonly body: Readonly<Record<string, unknown>>
  /** The instant as the file has it; null where it does not say. */
  readonly at: unknown
}

const kindKeys = ['step', 'op', 'do', 'action', 'kind', 'event', 'type']
const argumentKeys = ['with', 'args', 'params', 'data', 'input', 'ticket', 'attributes', 'set', 'changes']

/** Reads a step: `{ step: 'createTicket', at, … }`, or `{ createTicket: { at, … } }`. Null where it does not say what is done. */
export function readStep(raw: RawStep): Step | null {
  const named = kindKeys.find((key) => typeof raw[key] === 'string')
  if (named !== undefined) {
    const { [named]: kind, ...rest } = raw
    return stepOf(String(kind), opened(rest))
  }
  const [only, ...others] = Object.entries(raw).filter(([key]) => !/^(at|time|note|comment)$/.test(key))
  if (only === undefined || others.length > 0) return null
  const [kind, value] = only
  return stepOf(kind, opened({ ...raw, [kind]: undefined, ...(isRecord(value) ? value : { value }) }))
}

/** A name without case, separators and digits: `first_response_at` and `firstResponseAt` are one. */
export function plainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '')
}

/** The value of the first key that fits. */
export function partOf(body: Readonly<Record<string, unknown>>, key: RegExp): unknown {
  return Object.entries(body).find(([name, value]) => value !== undefined && key.test(plainName(name)))?.[1]
}

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function stepOf(kind: string, body: Readonly<Record<string, unknown>>): Step {
  return { kind: plainName(kind), body, at: body['at'] ?? body['time'] ?? body['when'] ?? null }
}

function opened(body: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const inner = argumentKeys.flatMap((key) => (isRecord(body[key]) ? Object.entries(body[key]) : []))
  return { ...body, ...Object.fromEntries(inner) }
}
