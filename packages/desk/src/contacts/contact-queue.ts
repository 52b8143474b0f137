/** A contact that waits, as far as its turn is concerned. */
export interface QueuedContact {
  /** What it and others are known by that come from the same customer, at least one. */
  readonly customerKeys: readonly string[]
  /** Whether it goes before those that are not. */
  readonly urgent: boolean
}

/**
 * Whose turn it is. Contacts that share any key come out one after another, in the order in which they were added: the next not before the one before it is done. Among all that may come
 * out, the urgent ones come first, each sort in the order in which they became free. An urgent one that has to wait for an earlier one of the same customer makes that one urgent too.
 */
export interface ContactQueue<Contact extends QueuedContact> {
  /** Adds one behind all others of the same customer. */
  add(contact: Contact): void
  /** Takes out the one whose turn it is; null where none may come out. */
  take(): Contact | null
  /** Says that one that was taken comes out again, before the others of its sort. */
  putBack(contact: Contact): void
  /** Says that one that was taken or waits is done, so that the next of its customer may come out. */
  done(contact: Contact): void
  /** How many are in it that were not taken, and how many of them are urgent. */
  counts(): { readonly waiting: number; readonly urgent: number }
}

interface Entry<Contact> {
  readonly contact: Contact
  urgent: boolean
  state: 'blocked' | 'free' | 'taken' | 'gone'
  /** In how many of its lines it is not the first. */
  before: number
}

/** An empty queue. */
export function contactQueue<Contact extends QueuedContact>(): ContactQueue<Contact> {
  const entries = new Map<Contact, Entry<Contact>>()
  /** By key, those of one customer in the order of arrival. */
  const lines = new Map<string, Entry<Contact>[]>()
  const free = { urgent: deque<Entry<Contact>>(), other: deque<Entry<Contact>>() }
  const waiting = { urgent: 0, other: 0 }

  const sortOf = (entry: Entry<Contact>): 'urgent' | 'other' => (entry.urgent ? 'urgent' : 'other')
  const keysOf = ({ contact }: Entry<Contact>): ReadonlySet<string> => new Set(contact.customerKeys)
  const setFree = (entry: Entry<Contact>): void => {
    entry.state = 'free'
    free[sortOf(entry)].push(entry)
  }

  /** Makes one urgent, and whatever it has to wait for. */
  const hasten = (first: Entry<Contact>): void => {
    const todo = [first]
    for (let entry = todo.pop(); entry !== undefined; entry = todo.pop()) {
      if (entry.urgent || entry.state === 'gone') continue
      if (entry.state !== 'taken') {
        waiting.other -= 1
        waiting.urgent += 1
      }
      entry.urgent = true
      // It stays in the other line as well, where it is passed over.
      if (entry.state === 'free') free.urgent.push(entry)
      for (const key of keysOf(entry)) todo.push(...earlier(key, entry))
    }
  }
  const earlier = (key: string, entry: Entry<Contact>): readonly Entry<Contact>[] => {
    const line = lines.get(key) ?? []
    return line.slice(0, Math.max(0, line.indexOf(entry)))
  }

  return {
    add: (contact) => {
      const entry: Entry<Contact> = { contact, urgent: contact.urgent, state: 'blocked', before: 0 }
      entries.set(contact, entry)
      waiting[sortOf(entry)] += 1
      for (const key of keysOf(entry)) {
        const line = lines.get(key)
        if (line === undefined) lines.set(key, [entry])
        else {
          entry.before += 1
          line.push(entry)
        }
      }
      if (entry.before === 0) setFree(entry)
      else if (entry.urgent) for (const key of keysOf(entry)) for (const other of earlier(key, entry)) hasten(other)
    },
    take: () => {
      for (const sort of ['urgent', 'other'] as const) {
        for (let entry = free[sort].shift(); entry !== undefined; entry = free[sort].shift()) {
          if (entry.state !== 'free' || sortOf(entry) !== sort) continue
          entry.state = 'taken'
          waiting[sort] -= 1
          return entry.contact
        }
      }
      return null
    },
    putBack: (contact) => {
      const entry = entries.get(contact)
      if (entry?.state !== 'taken') return
      entry.state = 'free'
      waiting[sortOf(entry)] += 1
      free[sortOf(entry)].unshift(entry)
    },
    done: (contact) => {
      const entry = entries.get(contact)
      if (entry === undefined) return
      if (entry.state !== 'taken') waiting[sortOf(entry)] -= 1
      entry.state = 'gone'
      entries.delete(contact)
      for (const key of keysOf(entry)) {
        const line = lines.get(key) ?? []
        const place = line.indexOf(entry)
        line.splice(place, 1)
        if (line.length === 0) lines.delete(key)
        const next = place === 0 ? line[0] : undefined
        if (next === undefined) continue
        next.before -= 1
        if (next.before === 0) setFree(next)
      }
    },
    counts: () => ({ waiting: waiting.urgent + waiting.other, urgent: waiting.urgent }),
  }
}

/** A line with two ends, where neither costs more the longer it is. */
function deque<Item>() {
  const items = new Map<number, Item>()
  let head = 0
  let tail = 0
  return {
    push: (item: Item): void => {
      items.set(tail, item)
      tail += 1
    },
    unshift: (item: Item): void => {
      head -= 1
      items.set(head, item)
    },
    shift: (): Item | undefined => {
      if (head === tail) return undefined
      const item = items.get(head)
      items.delete(head)
      head += 1
      return item
    },
  }
}
