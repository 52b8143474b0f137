const trapped = (): never => {
  throw new Error('secret of the caller')
}

/** What throws whatever is done with it. */
const everythingThrows = new Proxy(Object.create(null), {
  get: trapped,
  has: trapped,
  ownKeys: trapped,
  getPrototypeOf: trapped,
  getOwnPropertyDescriptor: trapped,
})

/** A function that throws whatever is done with it but asking of what type it is. */
const functionThrows = new Proxy(() => undefined, { get: trapped, apply: trapped, has: trapped, ownKeys: trapped })

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

function getterThrows(): object {
  const trap = {}
  for (const name of [
    'kind',
    'id',
    'type',
    'tenant',
    'limit',
    'signal',
    'agents',
    'body',
    'then',
    'map',
    'length',
    'storage',
    'consumer',
  ])
    Object.defineProperty(trap, name, { enumerable: true, get: trapped })
  return trap
}

function cyclic(): object {
  const itself: Record<string, unknown> = { id: 'tkt_1' }
  itself['self'] = itself
  return itself
}

/** Values that no caller with types could give, by name. */
export const hostileValues: Readonly<Record<string, unknown>> = {
  null: null,
  undefined: undefined,
  NaN: Number.NaN,
  infinity: Number.POSITIVE_INFINITY,
  negative: -1,
  bigint: 1n,
  symbol: Symbol('secret of the caller'),
  true: true,
  'empty text': '',
  'text with U+0000': 'a\u0000',
  'a lone surrogate': '\uD800',
  __proto__text: '__proto__',
  function: functionThrows,
  'no object': Object.create(null),
  list: [null, undefined, Symbol('secret of the caller')],
  'a list of lists': [[[[]]]],
  'an invalid date': new Date(Number.NaN),
  cyclic: cyclic(),
  'a getter that throws': getterThrows(),
  'a proxy that throws': everythingThrows,
  'a revoked proxy': revoked(),
  'a list that throws': new Proxy([], { get: trapped, ownKeys: trapped }),
  'a map': new Map([[null, null]]),
}

/** What of an outcome is against the rules: that it was thrown, or that an error is none of ours; null where nothing is. */
export function wrongWith(outcome: unknown): string | null {
  const text = (value: unknown): string => {
    try {
      return JSON.stringify(value) ?? ''
    } catch {
      return ''
    }
  }
  if (typeof outcome !== 'object' || outcome === null || !('error' in outcome)) return null
  const { error } = outcome
  const problems: readonly unknown[] = Array.isArray(error) ? error : [error]
  for (const problem of problems) {
    const kind = typeof problem === 'object' && problem !== null && 'kind' in problem ? problem.kind : null
    if (typeof kind !== 'string' || !/^[a-z-]+\/[a-z-]+$/.test(kind)) return `an error of no kind: ${text(problem).slice(0, 200)}`
    if (kind === 'storage/unavailable' || kind === 'desk/handler-threw') return `${kind}: ${text(problem).slice(0, 200)}`
  }
  return text(error).includes('secret of the caller') ? `it repeats the caller: ${text(error).slice(0, 200)}` : null
}
