import { type Doc, type JsonText, type Scalar, storageInvalid } from '@caseload/storage'
import { errAsync } from 'neverthrow'
import type { Fault } from './fault.ts'
import type { LaterAdapter } from './later-adapter.ts'
import { committing, jsonText } from './spoiling.ts'

/** A store that keeps something else than it was given. */
function keeping(change: (value: unknown) => unknown): (store: LaterAdapter) => LaterAdapter {
  const body = (text: JsonText): JsonText => jsonText(change(JSON.parse(text)))
  return committing((store, tenant, commit) =>
    store.commit(tenant, {
      ...commit,
      writes: commit.writes.map((write) => (write.op === 'put' ? { ...write, doc: body(write.doc) } : write)),
      events: commit.events.map((event) => ({ ...event, data: body(event.data) })),
      work: (commit.work ?? []).map((item) => (item.op === 'schedule' ? { ...item, payload: body(item.payload) } : item)),
    }),
  )
}

/** Every member of a value, changed from the inside out. */
function everywhere(value: unknown, change: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return change(value.map((item) => everywhere(item, change)))
  if (typeof value !== 'object' || value === null) return change(value)
  return change(Object.fromEntries(Object.entries(value).map(([name, member]) => [name, everywhere(member, change)])))
}

/** What goes wrong with what is kept. */
export const valueFaults: readonly Fault[] = [
  {
    name: 'writes text in plain letters only',
    store: () =>
      keeping((value) => everywhere(value, (each) => (typeof each === 'string' ? each.replace(/[^ -~]/g, '?') : each))),
  },
  {
    name: 'keeps numbers in half the bits',
    store: () => keeping((value) => everywhere(value, (each) => (typeof each === 'number' ? Math.fround(each) : each))),
  },
  {
    name: 'takes a document of null for none',
    store: () => (store) => ({
      ...store,
      load: (tenant, refs) => store.load(tenant, refs).map((docs) => docs.map((doc) => (isNull(doc) ? null : doc))),
    }),
  },
  {
    name: 'takes empty text for null',
    store: () =>
      committing((store, tenant, change) =>
        store.commit(tenant, {
          ...change,
          writes: change.writes.map((write) =>
            write.op === 'put'
              ? {
                  ...write,
                  fields: Object.fromEntries(
                    Object.entries(write.fields).map(([name, value]): [string, Scalar] => [name, value === '' ? null : value]),
                  ),
                }
              : write,
          ),
        }),
      ),
  },
  {
    name: 'keeps at most 64 KiB of a document',
    store: () =>
      committing((store, tenant, change) =>
        change.writes.some((write) => write.op === 'put' && write.doc.length > 65_536)
          ? errAsync(storageInvalid('doc', 'at most 64 KiB'))
          : store.commit(tenant, change),
      ),
  },
  {
    name: 'assigns what a document names to an object',
    store: () =>
      keeping((value) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
        const copy: Record<string, unknown> = {}
        for (const [name, member] of Object.entries(value)) copy[name] = member
        return copy
      }),
  },
]

function isNull(doc: Doc<JsonText> | null): boolean {
  return doc !== null && doc.doc === 'null'
}
