import type { Claim, ClaimRequest, FollowRequest, JsonText, WorkRequest } from '@caseload/storage'
import { ok, type Result } from 'neverthrow'
import { intIn, tenantIn, textIn, textOrNullIn } from '../executor/row.ts'
import type { SqlOutcome, SqlRow, SqlScript } from '../executor/sql-executor.ts'
import { change, insertNew, select } from '../executor/statement.ts'
import { among } from '../read/sql-condition.ts'
import type { Vocabulary } from '../tables/vocabulary.ts'
import { followClaim, inOrder, workClaims } from './claim-rows.ts'
import { claimAtOnce, claimable, leaseClaimable, lockDueItems } from './claim-statement.ts'

const leaseFollower =
  'update {follower} set visible_at = ?, token = ?, attempt = attempt + 1 where tenant = ? and consumer = ? and lane = 0 and seq = ? and (token is null or visible_at <= ?)'
const leaseItem =
  'update {work} set leased = 1, token = ?, visible_at = ?, attempt = attempt + 1 where tenant = ? and queue = ? and id = ? and visible_at = ? and attempt = ?'

/** Takes what a request can have. Whoever asks in vain should look with {@link claimable} first, which takes no lock. */
export function* claimScript(
  words: Vocabulary,
  request: ClaimRequest,
  storeNow: number,
  secret: string,
): SqlScript<Result<readonly Claim<JsonText>[], never>> {
  if ('consumer' in request) return ok(yield* claimFollowers(words, request, storeNow, secret))
  return ok(workClaims(yield* leaseItems(words, request, storeNow, secret), secret))
}

/** Takes due items in one statement. */
export function* claimAtOnceScript(
  request: WorkRequest,
  storeNow: number,
  secret: string,
): SqlScript<readonly Claim<JsonText>[]> {
  const { rows } = yield claimAtOnce(request, storeNow, secret)
  return workClaims({ rows: inOrder(rows) }, secret)
}

/** The items that were leased, as they were before. */
function* leaseItems(
  { dialect }: Vocabulary,
  request: WorkRequest,
  storeNow: number,
  secret: string,
): SqlScript<Pick<SqlOutcome, 'rows' | 'lists'>> {
  const until = storeNow + request.leaseMs
  switch (dialect.claims) {
    case 'transaction': {
      const { rows, lists } = yield { ...claimable(request, storeNow), lists: true }
      if ((lists ?? rows).length > 0) yield leaseClaimable(request, storeNow, until, secret)
      return lists === undefined ? { rows } : { rows, lists }
    }
    case 'lock-candidates': {
      const { rows: candidates } = yield claimable(request, storeNow)
      const rows = yield* lockCandidates(candidates)
      // Others may have been after the very same ones; then whatever is free is looked for.
      const taken = rows.length > 0 || candidates.length === 0 ? rows : (yield lockDueItems(request, storeNow)).rows
      yield* leaseLocked(taken, until, secret)
      return { rows: inOrder(taken) }
    }
    case 'skip-locked':
    case 'skip-locked-at-once': {
      const { rows } = yield lockDueItems(request, storeNow)
      yield* leaseLocked(rows, until, secret)
      return { rows }
    }
    case 'tenant-by-tenant': {
      const { rows: candidates } = yield claimable(request, storeNow)
      const taken: SqlRow[] = []
      const tenants = candidates.map((row) => tenantIn(row, 'tenant'))
      for (const tenant of new Set(tenants)) {
        // No more of one tenant than stood among the first of all, so that none is served before its turn.
        const limit = tenants.filter((each) => each === tenant).length
        const { rows } = yield lockDueItems({ ...request, limit, tenant }, storeNow)
        yield* leaseLocked(rows, until, secret)
        taken.push(...rows)
      }
      return { rows: inOrder(taken) }
    }
    case 'recheck': {
      let candidates = (yield claimable(request, storeNow)).rows
      const taken: SqlRow[] = []
      // Whoever was a moment late for all of them looks for the next ones.
      for (let round = 1; round < mostRounds && taken.length === 0 && candidates.length > 0; round += 1) {
        yield* takeStillFree(candidates, taken, until, secret)
        if (taken.length === 0) candidates = (yield claimable(request, storeNow)).rows
      }
      return { rows: taken }
    }
  }
}

const mostRounds = 20

/** Takes those candidates that are still as they were read. */
function* takeStillFree(candidates: readonly SqlRow[], taken: SqlRow[], until: number, secret: string): SqlScript<void> {
  for (const row of candidates) {
    const place = [textIn(row, 'tenant'), textIn(row, 'queue'), textIn(row, 'id')]
    const { changes } = yield change(leaseItem, secret, until, ...place, intIn(row, 'visible_at'), intIn(row, 'attempt'))
    if (changes === 1) taken.push(row)
  }
}

/** Leases rows that are locked, with one statement for each tenant and queue. */
function* leaseLocked(rows: readonly SqlRow[], until: number, secret: string): SqlScript<void> {
  for (const { tenant, queue, ids } of grouped(rows)) {
    const { sql, params } = among('id', ids)
    const lease = `update {work} set leased = 1, token = ?, visible_at = ?, attempt = attempt + 1 where tenant = ? and queue = ? and ${sql}`
    yield change(lease, secret, until, tenant, queue, ...params)
  }
}

/** Locks rows by their key, and gives those that nobody holds and nobody has changed since they were read. */
function* lockCandidates(candidates: readonly SqlRow[]): SqlScript<readonly SqlRow[]> {
  const before = new Map(candidates.map((row) => [placeOf(row), row]))
  const locked: SqlRow[] = []
  for (const { tenant, queue, ids } of grouped(candidates)) {
    const { sql, params } = among('id', ids)
    const lock = `select tenant, queue, id, visible_at, attempt from {work} force index (primary) where tenant = ? and queue = ? and ${sql} for update skip locked`
    const { rows } = yield select(lock, tenant, queue, ...params)
    for (const row of rows) {
      const known = before.get(placeOf(row))
      const same = known !== undefined && known['visible_at'] === row['visible_at'] && known['attempt'] === row['attempt']
      if (same) locked.push(known)
    }
  }
  return locked
}

function placeOf(row: SqlRow): string {
  return `${textIn(row, 'tenant')}/${textIn(row, 'queue')}/${textIn(row, 'id')}`
}

function grouped(
  rows: readonly SqlRow[],
): Iterable<{ readonly tenant: string; readonly queue: string; readonly ids: readonly string[] }> {
  const groups = new Map<string, { readonly tenant: string; readonly queue: string; readonly ids: string[] }>()
  for (const row of rows) {
    const [tenant, queue, id] = [textIn(row, 'tenant'), textIn(row, 'queue'), textIn(row, 'id')]
    const group = groups.get(`${tenant}/${queue}`)
    if (group === undefined) groups.set(`${tenant}/${queue}`, { tenant, queue, ids: [id] })
    else group.ids.push(id)
  }
  return groups.values()
}

/** Each place is taken only if it is still as it was read: where writers race, one of them gets it. */
function* claimFollowers(
  { addFollower }: Vocabulary,
  request: FollowRequest,
  storeNow: number,
  secret: string,
): SqlScript<readonly Claim<JsonText>[]> {
  const { consumer } = request
  const until = storeNow + request.leaseMs
  const { rows } = yield claimable(request, storeNow)
  const claims: Claim<JsonText>[] = []
  for (const row of rows) {
    const tenant = textIn(row, 'tenant')
    const { changes } =
      textOrNullIn(row, 'known') === null
        ? yield insertNew(addFollower, tenant, consumer, until, secret)
        : yield change(leaseFollower, until, secret, tenant, consumer, intIn(row, 'seq'), storeNow)
    if (changes === 1) claims.push(followClaim(consumer, row, secret))
  }
  return claims
}
