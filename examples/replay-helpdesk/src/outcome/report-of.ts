import type { WorkflowDocument } from '@caseload/lifecycle'
import { textOfToken } from '../log/id-token.ts'
import type { MappingDocument } from '../mapping/mapping-document.ts'
import type { ReportData } from '../report/report-data.ts'
import type { Table } from '../text/table.ts'
import type { Outcome } from './outcome.ts'

/** The outcome as what the report shows. */
export function reportOf(
  outcome: Outcome,
  tables: readonly Table[],
  mapping: MappingDocument,
  workflow: WorkflowDocument,
  source: string,
): ReportData {
  const status = new Map(workflow.statuses.map((one) => [one.id, one]))
  const others = outcome.flow.nodes.some((node) => node.id === null) ? 'all others' : null
  const team = (id: string | number | null): string =>
    id === null ? 'all others' : textOfToken(String(id).replace(/^team_/, ''))
  const resolution = outcome.all
  return {
    title: workflow.title,
    source,
    caveats: mapping.caveats,
    volume: {
      period: outcome.volume.unit,
      zone: mapping.zone,
      drawnFrom: outcome.volume.drawnFrom,
      points: outcome.volume.volume.map((period, index) => ({
        period: period.key,
        opened: period.opened,
        reopened: period.reopened,
        resolved: period.resolved,
        open: outcome.volume.backlog[index]?.open ?? 0,
      })),
    },
    resolution: {
      n: resolution['fullResolutionTime.median'].n,
      open: resolution.open.value ?? 0,
      medianMs: resolution['fullResolutionTime.median'].value,
      p90Ms: resolution['fullResolutionTime.p90'].value,
      bins: (outcome.resolution.histogram?.bins ?? []).map((bin) => ({ fromMs: bin.low, toMs: bin.high, count: bin.count })),
      below: outcome.resolution.histogram?.below ?? 0,
    },
    statuses: outcome.statuses
      .filter((one) => one.totalMs > 0)
      .map((one) => ({
        title: status.get(one.status)?.title ?? one.status,
        category: status.get(one.status)?.category ?? 'open',
        tickets: one.tickets,
        totalMs: one.totalMs,
        share: one.share,
        medianMs: one.median.value,
      })),
    flow: {
      teams: outcome.flow.nodes.map((node) => team(node.id)),
      others,
      flows: outcome.flow.edges.map((edge) => ({ from: team(edge.from), to: team(edge.to), count: edge.count })),
      total: outcome.flow.handovers,
    },
    tables,
  }
}
