/** The part of ticket facts that a flow is counted from. */
export interface TicketPaths {
  /** Teams that had the ticket, in order. */
  readonly teamPath: readonly string[]
  /** Support lines it was in, in order. */
  readonly levelPath: readonly number[]
}

/** A team or a support line in a flow. */
export interface FlowNode {
  /** Team identity or support line; null for all those beyond `top` together. */
  readonly id: string | number | null
  /** Tickets that it ever had. */
  readonly tickets: number
  /** Hand-overs to it from another node. */
  readonly received: number
  /** Hand-overs from it to another node. */
  readonly passedOn: number
}

/** Work that went from one node to another. */
export interface FlowEdge {
  /** Who passed it on. */
  readonly from: string | number | null
  /** Who received it. */
  readonly to: string | number | null
  /** Hand-overs. */
  readonly count: number
  /** Tickets that were handed over this way at least once. */
  readonly tickets: number
}

/** Who hands work to whom. */
export interface HandOverFlow {
  /** Nodes, most tickets first, ties by identity; the rest last. */
  readonly nodes: readonly FlowNode[]
  /** Edges, most hand-overs first, ties by identities. Between two of the rest: from null to null. */
  readonly edges: readonly FlowEdge[]
  /** All hand-overs: the sum over the edges. */
  readonly handovers: number
}

/** Which flow, and how much of it. */
export interface HandOverFlowOptions {
  /** Between teams (`teamPath`) or between support lines (`levelPath`). */
  readonly between: 'teams' | 'levels'
  /** Keep this many nodes with the most tickets and put the others together; all where absent. A whole number ≥ 1, else nothing is put together. */
  readonly top?: number
}

/**
 * Who hands work to whom, counted from the paths of the tickets.
 *
 * @param rows - Ticket facts, or anything with their paths.
 * @param options - Between whom, and how many of them to keep apart.
 *
 * @example
 * ```ts
 * import { handOverFlow } from '@caseload/analytics'
 *
 * const { edges, handovers } = handOverFlow([{ teamPath: [], levelPath: [1, 2, 1] }, { teamPath: [], levelPath: [1, 2] }], { between: 'levels' })
 * edges // => [{ from: 1, to: 2, count: 2, tickets: 2 }, { from: 2, to: 1, count: 1, tickets: 1 }]
 * handovers // => 3
 * ```
 */
export function handOverFlow(rows: readonly TicketPaths[], options: HandOverFlowOptions): HandOverFlow {
  const paths: readonly (readonly (string | number)[])[] = rows.map((row) =>
    options.between === 'teams' ? row.teamPath : row.levelPath,
  )
  const tickets = new Map<string | number, number>()
  for (const path of paths) for (const id of new Set(path)) tickets.set(id, (tickets.get(id) ?? 0) + 1)
  const ranked = [...tickets].sort(([a, x], [b, y]) => y - x || compareIds(a, b))
  const kept = new Set(ranked.slice(0, options.top ?? ranked.length).map(([id]) => id))
  const nodes = new Map<string | number | null, { tickets: number; received: number; passedOn: number }>()
  for (const [id] of ranked) if (kept.has(id)) nodes.set(id, { tickets: 0, received: 0, passedOn: 0 })
  if (kept.size < ranked.length) nodes.set(null, { tickets: 0, received: 0, passedOn: 0 })
  const edges = new Map<string, { from: string | number | null; to: string | number | null; count: number; tickets: number }>()
  let handovers = 0
  for (const path of paths) {
    const steps = path.map((id) => (kept.has(id) ? id : null))
    for (const id of new Set(steps)) {
      const node = nodes.get(id)
      if (node !== undefined) node.tickets += 1
    }
    const seen = new Set<string>()
    for (let place = 1; place < steps.length; place += 1) {
      const [from = null, to = null] = [steps[place - 1], steps[place]]
      const key = JSON.stringify([from, to])
      const edge = edges.get(key) ?? { from, to, count: 0, tickets: 0 }
      edges.set(key, edge)
      edge.count += 1
      if (!seen.has(key)) edge.tickets += 1
      seen.add(key)
      handovers += 1
      if (from === to) continue
      const [giver, receiver] = [nodes.get(from), nodes.get(to)]
      if (giver !== undefined) giver.passedOn += 1
      if (receiver !== undefined) receiver.received += 1
    }
  }
  return {
    nodes: Array.from(nodes, ([id, node]) => ({ id, ...node })),
    edges: [...edges.values()].sort((a, b) => b.count - a.count || compareIds(a.from, b.from) || compareIds(a.to, b.to)),
    handovers,
  }
}

function compareIds(a: string | number | null, b: string | number | null): number {
  if (a === b) return 0
  if (a === null || b === null) return a === null ? 1 : -1
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1
}
