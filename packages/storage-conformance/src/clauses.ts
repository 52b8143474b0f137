/** One thing the contract asks for. */
export interface Clause {
  /** Its number. */
  readonly number: number
  /** What is asked, in short. */
  readonly text: string
  /** Why no case here shows it; undefined: one does. */
  readonly leftOut?: string
}

/** A part of the contract. */
export interface ContractArea {
  /** Its letter, with which the identities of its cases begin. */
  readonly letter: string
  /** What it is about. */
  readonly name: string
  /** Number of its first clause; they are numbered through. */
  readonly from: number
  /** Its clauses in order. */
  readonly clauses: readonly Omit<Clause, 'number'>[]
}

const moreLanes = 'journals have one lane, so there is nothing to raise'

/** The contract in 128 clauses. */
export const contractAreas: readonly ContractArea[] = [
  {
    letter: 'A',
    name: 'opening and closing',
    from: 1,
    clauses: [
      { text: 'what the store says of itself is so: limits, durability, writers' },
      { text: 'a second handle, and one opened later, see what was written' },
      { text: 'a closed handle says so and does not throw' },
      { text: 'closing twice is closing once; calls in flight end' },
      { text: 'a signal given beforehand stops a call' },
      { text: 'a signal given during a read ends it, and the store works on' },
      { text: 'opening and closing again and again leaves nothing behind' },
      { text: 'inputs are not mutated; nothing that was given or returned is shared' },
    ],
  },
  {
    letter: 'B',
    name: 'commits',
    from: 9,
    clauses: [
      { text: 'a document put at version 0 is at version 1' },
      { text: 'put at version n, it is at n + 1' },
      { text: 'a stale version is a conflict that names both' },
      { text: 'creating what exists is a conflict' },
      { text: 'changing what does not exist is a conflict' },
      { text: 'removing at the right version only' },
      { text: 'an identity used again goes on counting' },
      { text: 'a commit that conflicts leaves nothing at all' },
      { text: 'an event that is not the next of its stream is a conflict' },
      { text: 'several events of a stream stand in order' },
      { text: 'events of several streams carry the same commit key' },
      { text: 'expectations hold, or the commit conflicts' },
      { text: 'no write skew' },
      { text: 'one document twice in a commit is refused' },
      { text: 'an empty commit has a receipt' },
      { text: 'a commit at the limits goes through, one more is refused' },
      { text: 'read your writes, by every call on every handle' },
      { text: 'a changed field is found by its new value only' },
      { text: 'problems come in one order' },
    ],
  },
  {
    letter: 'C',
    name: 'idempotency',
    from: 28,
    clauses: [
      { text: 'the same key again gives the first receipt' },
      { text: 'also where preconditions would fail now' },
      { text: 'with another fingerprint it is refused' },
      { text: 'keys belong to a tenant' },
      { text: 'a failed commit leaves no receipt' },
      { text: 'of concurrent commits with one key one is executed' },
      { text: 'pruning forgets old receipts only' },
      { text: 'a replay works after opening anew' },
    ],
  },
  {
    letter: 'D',
    name: 'journal',
    from: 36,
    clauses: [
      { text: 'places are 1, 2, 3 … after anything that happens' },
      { text: 'the rest of a stream after a version' },
      { text: 'from the beginning, on, to the end, and staying there' },
      { text: 'any step gives the same as one big read' },
      { text: 'skipped types do not lose the place' },
      { text: 'a follower beside many writers misses nothing and sees nothing twice' },
      { text: 'also where a writer stops between taking its number and committing' },
      { text: 'a writer that rolls back leaves no hole' },
      { text: 'an unrelated long transaction does not hold followers up' },
      { text: 'positions survive a copy to another place' },
      { text: 'positions survive a change of the number of lanes', leftOut: moreLanes },
      { text: 'two tenants have two sequences' },
      { text: 'the entries of a commit are seen together or not at all' },
      { text: 'entries are as they were given, for ever' },
    ],
  },
  {
    letter: 'E',
    name: 'queries and pages',
    from: 50,
    clauses: [
      { text: 'every comparison with every type' },
      { text: 'null, in equality and difference' },
      { text: '`in` with none, one, many and repeated values' },
      { text: 'prefixes are literal' },
      { text: 'filters and look-up values combine' },
      { text: 'every order over ties, in every step, meets each document once' },
      { text: 'text is ordered by bytes' },
      { text: 'text is equal byte by byte' },
      { text: 'numbers and instants at their bounds' },
      { text: 'truth is truth' },
      { text: 'what is inserted during a walk does not disturb it' },
      { text: 'nor what is removed' },
      { text: 'nor what is moved' },
      { text: 'sorting by what may be null is refused' },
      { text: 'unknown names are refused' },
      { text: 'limits outside 1 to 500 are refused' },
      { text: 'counting equals counting what is found' },
      { text: 'counting and listing by agent is right over thousands of documents' },
      { text: 'page 1,000 costs no more than three times page 1', leftOut: 'a figure; `packages/benchmarks` measures it' },
    ],
  },
  {
    letter: 'F',
    name: 'look-up values',
    from: 69,
    clauses: [
      { text: 'a document is found by each value' },
      { text: 'also by several of one name' },
      { text: 'a put replaces all of them' },
      { text: 'a unique value of another document is taken, and nothing is written' },
      { text: 'of two that race one wins' },
      { text: 'two documents can swap' },
      { text: 'a removed document frees its values' },
      { text: 'the same value in another tenant is fine' },
    ],
  },
  {
    letter: 'G',
    name: 'work and followers',
    from: 77,
    clauses: [
      { text: 'claimable from the very millisecond it is due' },
      { text: 'in order of becoming due, ties by id, within queue and limit' },
      { text: 'nobody else’s until the lease ends; then with another token' },
      { text: 'settling is part of the commit that is its effect' },
      { text: 'a lost lease is fenced, and nothing of the commit happens' },
      { text: 'settling twice is fenced' },
      { text: 'extending keeps, releasing hands back' },
      { text: 'scheduling again moves, and takes the lease away' },
      { text: 'cancelling what waits, is claimed, or is not there' },
      { text: 'of many workers each item goes to one' },
      { text: 'what a dead worker had is taken over when its lease ends' },
      { text: 'a worker’s wrong clock changes no lease' },
      { text: 'an item handed back does not starve the others' },
      { text: 'followers: only those behind, one lease each, fenced, independent' },
      { text: 'relays keep the order within a stream' },
    ],
  },
  {
    letter: 'H',
    name: 'values',
    from: 92,
    clauses: [
      { text: 'any JSON comes back as it was' },
      { text: 'text of every script' },
      { text: 'what JSON cannot carry is refused with its place' },
      { text: 'numbers come back exactly' },
      { text: 'documents at the limits of size and depth, and beyond' },
      { text: 'empty, null and absent are three things' },
    ],
  },
  {
    letter: 'I',
    name: 'tenants and security',
    from: 98,
    clauses: [
      { text: 'no call of one tenant sees or changes anything of another' },
      { text: 'problems never tell of another tenant' },
      { text: 'what means something to SQL is data' },
      { text: 'hostile names are refused' },
      { text: '`__proto__` and its like are data' },
      { text: 'positions of another tenant or query, or changed, are refused (signatures and secrets: not yet)' },
      { text: 'guessed tokens never settle' },
      { text: 'problems never repeat content' },
      { text: 'deep and huge payloads are refused early' },
      { text: 'row-level security', leftOut: 'of one engine; the tests of `storage-postgres` show it' },
      { text: 'file modes', leftOut: 'of one engine; the tests of `storage-sqlite` show it' },
    ],
  },
  {
    letter: 'J',
    name: 'erasure, export, migration',
    from: 109,
    clauses: [
      { text: 'redacting takes the data and leaves place, type and time' },
      { text: 'what was erased is in no byte that is kept' },
      { text: 'nor found, nor exported' },
      { text: 'an export moves a tenant whole to another place' },
      { text: 'a damaged import is refused and stores nothing' },
      { text: 'an export is of one moment' },
      { text: 'dropping a tenant leaves nothing of it and everything of others' },
      { text: 'opening leaves nothing to migrate (from every released schema: the tests of each adapter)' },
      { text: 'several processes migrate at once' },
      {
        text: 'a newer database is refused; a broken migration completes',
        leftOut: 'of each adapter; its own tests show it',
      },
    ],
  },
  {
    letter: 'K',
    name: 'concurrency',
    from: 119,
    clauses: [
      { text: 'of many writers of one document one wins each round' },
      { text: 'overlapping pairs all get through' },
      { text: 'a reader sees one moment' },
      { text: 'a random concurrent history is linearizable' },
    ],
  },
  {
    letter: 'L',
    name: 'faults',
    from: 123,
    clauses: [
      { text: 'killed at random: nothing acknowledged is lost, nothing is torn' },
      { text: 'crashed before any statement: all or nothing' },
      { text: 'cut at any byte, or without an answer: in doubt, and settled by repeating' },
      { text: 'busy a few times, or always' },
      { text: 'full, read-only: said, nothing written, well again afterwards' },
      { text: 'a server that comes back' },
    ],
  },
]

/** All clauses, numbered. */
export const clauses: readonly Clause[] = contractAreas.flatMap(({ from, clauses: texts }) =>
  texts.map((clause, index) => ({ number: from + index, ...clause })),
)
