import type { Table } from '../text/table.ts'

/** What happened in a period. */
export interface VolumePoint {
  /** First day of the period, `yyyy-mm-dd`. */
  readonly period: string
  /** Tickets opened in it. */
  readonly opened: number
  /** Times a ticket came back in it. */
  readonly reopened: number
  /** Times a ticket was resolved in it. */
  readonly resolved: number
  /** Tickets open at its end. */
  readonly open: number
}

/** A class of lengths of time. */
export interface SpanBin {
  /** Shortest of the class, in ms. */
  readonly fromMs: number
  /** Where the class ends, in ms. */
  readonly toMs: number
  /** How many are in it. */
  readonly count: number
}

/** How much time tickets spent in a status, while they were neither resolved nor closed. */
export interface StatusTime {
  /** What people call the status. */
  readonly title: string
  /** Its family. */
  readonly category: string
  /** Tickets that were ever in it. */
  readonly tickets: number
  /** Sum over all tickets, in ms. */
  readonly totalMs: number
  /** That as a share of the sum over all statuses; null where that is 0. */
  readonly share: number | null
  /** Half of the tickets that were in it spent at most so long, in ms; null where none was. */
  readonly medianMs: number | null
}

/** How often tickets went from one team to another. */
export interface Flow {
  /** Team that let go. */
  readonly from: string
  /** Team that took over. */
  readonly to: string
  /** How often. */
  readonly count: number
}

/** Everything the report shows, as plain JSON. */
export interface ReportData {
  /** What the page is called. */
  readonly title: string
  /** What it is made from. */
  readonly source: string
  /** What a reader must know before believing the numbers. */
  readonly caveats: readonly string[]
  /** Volume and backlog, by period in order. */
  readonly volume: {
    /** Length of a period. */
    readonly period: 'day' | 'week' | 'month'
    /** Zone the periods are of. */
    readonly zone: string
    /** Place of the first period that is drawn; the ones before it, in which little happened, are left out. */
    readonly drawnFrom: number
    /** The periods. */
    readonly points: readonly VolumePoint[]
  }
  /** How long tickets took to be resolved for good. */
  readonly resolution: {
    /** Tickets that were resolved. */
    readonly n: number
    /** Tickets that were not, when the log ended. */
    readonly open: number
    /** Half took at most so long, in ms; null where none was resolved. */
    readonly medianMs: number | null
    /** Nine in ten took at most so long, in ms; null where none was resolved. */
    readonly p90Ms: number | null
    /** Classes in order, without gaps, of equal width on a logarithmic axis. */
    readonly bins: readonly SpanBin[]
    /** Tickets resolved in the instant they were opened, which have no place on such an axis. */
    readonly below: number
  }
  /** Time in each status, longest first. */
  readonly statuses: readonly StatusTime[]
  /** Hand-overs between the busiest teams, and the others together. */
  readonly flow: {
    /** Rows and columns of the plot. */
    readonly teams: readonly string[]
    /** What all other teams together are called; null where all teams are shown. */
    readonly others: string | null
    /** Hand-overs, most first; a pair that never handed over is absent. */
    readonly flows: readonly Flow[]
    /** All hand-overs of the log: the sum. */
    readonly total: number
  }
  /** Tables, as the terminal shows them. */
  readonly tables: readonly Table[]
}
