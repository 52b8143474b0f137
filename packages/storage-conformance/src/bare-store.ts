import {
  type Answer,
  compareText,
  type Doc,
  type JsonText,
  type KindSpec,
  type OpenStore,
  type Position,
  type Scalar,
  type Store,
  type WorkChange,
  type Write,
} from '@caseload/storage'
import { err, ok, type Result, ResultAsync } from 'neverthrow'

/**
 * A handle without a guard: payloads become text, writes stand in order and fields are complete, as adapters may expect, and that is all. Nothing is checked, nothing is tried again but
 * what is busy, so what a case sees is what the adapter did.
 */
export function bareStore({ store }: OpenStore, kinds: readonly KindSpec[]): Store {
  const fieldNames = new Map(kinds.map(({ kind, fields }) => [kind, Object.keys(fields)]))
  return {
    about: store.about,
    commit: (tenant, change, options) =>
      patiently(() =>
        store.commit(
          tenant,
          {
            ...change,
            expect: [...(change.expect ?? [])].sort((a, b) => compareRefs(a.ref, b.ref)),
            writes: change.writes.map(textWrite).sort((a, b) => compareRefs(a.ref, b.ref)),
            events: change.events.map((event) => ({ ...event, data: text(event.data) })),
            work: [...(change.work ?? [])].sort((a, b) => compareText(placeOf(a), placeOf(b))).map(textWork),
          },
          options,
        ),
      ),
    load: (tenant, refs, options) =>
      patiently(() => store.load(tenant, refs, options)).map((docs) => docs.map((doc) => (doc === null ? null : readDoc(doc)))),
    find: (tenant, { after, ...query }, options) =>
      patiently(() => store.find(tenant, after === undefined ? query : { ...query, after: positionOf(after) }, options)).map(
        ({ items, next }) => ({
          items: items.map(readDoc),
          next: next === null ? null : JSON.stringify(next),
        }),
      ),
    count: (tenant, query, options) => patiently(() => store.count(tenant, query, options)),
    journal: (tenant, read, options) =>
      patiently(() => store.journal(tenant, read, options)).map((page) => ({
        ...page,
        entries: page.entries.map((entry) => ({ ...entry, data: JSON.parse(entry.data) })),
      })),
    claim: (request, options) =>
      patiently(() => store.claim(request, options)).map((claims) =>
        claims.map((claim) => ('queue' in claim ? { ...claim, payload: JSON.parse(claim.payload) } : claim)),
      ),
    lease: (changes, options) => patiently(() => store.lease(changes, options)),
    close: () => store.close(),
  }

  function textWrite(write: Write): Write<JsonText> {
    if (write.op === 'remove') return write
    const fields: Record<string, Scalar> = {}
    for (const name of fieldNames.get(write.ref.kind) ?? []) {
      const value = write.fields[name] ?? null
      fields[name] = value === 0 ? 0 : value
    }
    const keys = new Map((write.keys ?? []).map((key) => [JSON.stringify([key.name, key.value]), key]))
    const sorted = [...keys.values()].sort((a, b) => compareText(a.name, b.name) || compareText(a.value, b.value))
    return { ...write, doc: text(write.doc), fields, keys: sorted }
  }
}

const mostTries = 2000

/** An adapter may say that it is busy and leave waiting to the guard; here nobody else waits. */
function patiently<Value, P extends { readonly kind: string }>(call: () => Answer<Value, P>): ResultAsync<Value, P> {
  const work = async (): Promise<Result<Value, P>> => {
    for (let attempt = 1; ; attempt += 1) {
      const result = await call()
      if (result.isOk()) return ok(result.value)
      if (result.error.kind !== 'storage/busy' || attempt === mostTries) return err(result.error)
      await new Promise<void>((resolve) => setTimeout(resolve, Math.min(attempt, 20)))
    }
  }
  return new ResultAsync(work())
}

function compareRefs(a: Doc['ref'], b: Doc['ref']): number {
  return compareText(a.kind, b.kind) || compareText(a.id, b.id)
}

/** What ends a lease comes before what makes one possible again. */
function placeOf(change: WorkChange): string {
  return 'token' in change ? `0 ${change.token}` : `1 ${change.queue} ${change.id}`
}

function textWork(change: WorkChange): WorkChange<JsonText> {
  return change.op === 'schedule' ? { ...change, payload: text(change.payload) } : change
}

function text(payload: unknown): JsonText {
  return JSON.stringify(payload) as JsonText
}

function readDoc(doc: Doc<JsonText>): Doc {
  return { ...doc, doc: JSON.parse(doc.doc) }
}

function positionOf(after: string): Position {
  return JSON.parse(after)
}
