import { instant, orThrow } from '@caseload/core'
import type { ManualClock } from '@caseload/core/testing'
import {
  type CommitProblem,
  type OpenStore,
  type Receipt,
  type Storage,
  type StorageProblem,
  storageBusy,
  storageInDoubt,
  storageUnavailable,
} from '@caseload/storage'
import { memoryStorage } from '@caseload/storage/memory'
import { err, type Result, ResultAsync } from 'neverthrow'
import { cancellation } from '../cancellation.ts'
import type { StoreClaims } from '../conformance.ts'
import { acme, linesOf } from '../kit/builders.ts'
import type { OpenPlace, Place, WorkerProcess } from '../place.ts'
import { statementHook } from '../statement-faults.ts'
import { runWorker } from '../worker/run-worker.ts'
import type { Bench, Fault, Handle } from './fault.ts'
import { answeringLater, type LaterAdapter } from './later-adapter.ts'
import { type SimulatedWire, simulatedWire } from './simulated-wire.ts'

const gone = Symbol('gone')
const busy = Symbol('busy')
const statementsOfACommit = 4

/** What the laboratory's store says of itself. */
export const laboratoryAbout: StoreClaims = { durability: 'power', writers: 'many-hosts' }

/**
 * A store in memory in a simulated world: processes that can be killed, a disk, a wire, a neighbour. It keeps the contract, so that whatever a case finds is the fault that was put in.
 *
 * It says durability `power` and writers `many-hosts` of itself, so that every case of the kit is run.
 *
 * @param fault - What is wrong with it.
 *
 * @example
 * ```ts
 * import { allFaults, laboratory, runConformance } from '@caseload/storage-conformance'
 *
 * const fault = allFaults.find(({ name }) => name === 'pages by offset') ?? { name: 'keeps the contract' }
 * const report = await runConformance({
 *   about: { durability: 'power', writers: 'many-hosts' },
 *   open: laboratory(fault),
 *   passes: ['plain'],
 *   only: ['E60'],
 * })
 * report.results.map(({ id, outcome }) => [id, outcome]) // => [['E60', 'failed']]
 * ```
 */
export function laboratory(fault: Fault): OpenPlace {
  let places = 0
  return (clock) => {
    places += 1
    return labPlace(fault, clock, places)
  }
}

function labPlace(fault: Fault, clock: ManualClock, number: number): Place {
  // A process of its own has the clock of its host, whatever the test's clock says.
  const world = { host: false, obstacle: null as 'full' | 'readonly' | null, flushes: 0, bystander: false }
  const labClock = { now: () => (world.host ? instant(Date.now()) : clock.now()) }
  const memory = memoryStorage({ clock: labClock })
  const hook = statementHook({ gone: () => gone, busy: () => busy })
  const wire = simulatedWire(30)
  const kept: string[] = []
  const bench: Bench = {
    keep: (text) => kept.push(text),
    before: hook.before,
    place: number,
    bystander: () => world.bystander,
  }
  const spoilStore = fault.store?.(bench) ?? ((store: LaterAdapter) => store)
  const spoilClient = fault.client?.() ?? ((store: LaterAdapter) => store)
  const spoilAdmin = fault.admin?.() ?? ((admin: OpenStore['admin']) => admin)
  const spoilOpen = fault.open?.() ?? ((open: () => Promise<OpenStore>) => open())

  const committing = (store: LaterAdapter): LaterAdapter => ({
    ...store,
    about: { ...store.about, ...laboratoryAbout },
    commit: (tenant, change) =>
      overWire(wire, change.key, JSON.stringify(change), () => {
        try {
          for (let statement = 0; statement < statementsOfACommit; statement += 1) hook.before()
        } catch (thrown) {
          return storeErr(thrown === busy ? storageBusy() : storageUnavailable('other'))
        }
        if (world.obstacle !== null) return storeErr(storageUnavailable(world.obstacle))
        return store.commit(tenant, change).map((receipt) => {
          world.flushes += 1
          return receipt
        })
      }),
  })

  const storageOf = (handle: Handle, isHost: boolean): Storage => ({
    name: 'laboratory',
    open: (options) => {
      let refusal: StorageProblem | null = null
      const open = async (): Promise<OpenStore> => {
        const opened = await (fault.isolated === true ? memoryStorage({ clock: labClock }) : memory).open(options)
        if (opened.isErr()) refusal = opened.error
        const { store, admin } = orThrow(opened)
        // The fault lies between the engine and the wire, as an adapter does.
        const made = spoilClient(committing(spoilStore(answeringLater(store), handle)))
        return { store: isHost ? ofAProcess(made, handle, world) : made, admin: spoilAdmin(admin) }
      }
      return ResultAsync.fromPromise(spoilOpen(open), (cause) => refusal ?? storageUnavailable('schema', cause))
    },
  })
  const here: Handle = { alive: () => true }

  const place: Place = {
    storage: storageOf(here, false),
    again: () => storageOf(here, false),
    process: (job) => labProcess((handle) => storageOf(handle, true), job),
    wire,
    statements: hook.faults,
    async bytes() {
      const { admin } = orThrow(await memory.open({ kinds: [] }))
      const live = await linesOf(admin.exportTenant(acme))
      return [new TextEncoder().encode([...live, ...kept].join('\n'))]
    },
    flushes: async () => world.flushes,
    obstacles: (['full', 'readonly'] as const).map((why) => ({
      why,
      raise() {
        world.obstacle = why
      },
      clear() {
        world.obstacle = null
      },
    })),
    async bystander() {
      world.bystander = true
      return async () => {
        world.bystander = false
      }
    },
    dispose: () => undefined,
  }
  return fault.place?.(place) ?? place
}

function storeErr(problem: CommitProblem): ResultAsync<Receipt, CommitProblem> {
  return new ResultAsync(Promise.resolve(err(problem)))
}

/** An honest client: what may have arrived is in doubt, what cannot have is not. */
function overWire(
  wire: SimulatedWire,
  key: string,
  request: string,
  work: () => ResultAsync<Receipt, CommitProblem>,
): ResultAsync<Receipt, CommitProblem> {
  const call = async (): Promise<Result<Receipt, CommitProblem>> => {
    const passage = await wire.pass(
      request,
      async () => work(),
      (result) => JSON.stringify(result),
    )
    if (passage.came) return passage.answer
    return err(passage.mayHaveArrived ? storageInDoubt(key, 'the wire was cut') : storageUnavailable('network'))
  }
  return new ResultAsync(call())
}

/** Every call takes its turn among the processes, on the host's clock, and never ends once the process is dead. */
function ofAProcess(store: LaterAdapter, handle: Handle, world: { host: boolean }): LaterAdapter {
  const turn = <Args extends readonly unknown[], Value, P>(call: (...args: Args) => ResultAsync<Value, P>) => {
    return (...args: Args): ResultAsync<Value, P> => {
      const work = async (): Promise<Result<Value, P>> => {
        await new Promise<void>((resolve) => setTimeout(resolve, 0))
        if (!handle.alive()) return new Promise(() => undefined)
        world.host = true
        const answer = call(...args)
        world.host = false
        const result = await answer
        return handle.alive() ? result : new Promise(() => undefined)
      }
      return new ResultAsync(work())
    }
  }
  return {
    about: store.about,
    commit: turn(store.commit),
    load: turn(store.load),
    find: turn(store.find),
    count: turn(store.count),
    journal: turn(store.journal),
    claim: turn(store.claim),
    lease: turn(store.lease),
    close: () => store.close(),
  }
}

function labProcess(storageFor: (handle: Handle) => Storage, job: readonly string[]): WorkerProcess {
  let alive = true
  let killed: (code: null) => void = () => undefined
  const end = cancellation()
  const lines: string[] = []
  const say = (line: string): void => {
    if (alive) lines.push(line)
  }
  const done = runWorker(storageFor({ alive: () => alive }), job, say, end.signal).then(
    () => 0,
    () => 1,
  )
  const death = new Promise<null>((resolve) => {
    killed = resolve
  })
  return {
    lines,
    ended: Promise.race([done, death]),
    kill() {
      alive = false
      end.abort()
      killed(null)
    },
  }
}
