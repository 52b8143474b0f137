/** How thorough a report is. */
export interface ReportOptions {
  /** Whether the full size is wanted, which takes longer than a reader waits: `--full`. */
  readonly full: boolean
}

/** What is no race between contenders: it writes its own lines, and says whether promises were kept, if it has any. */
export type Report = (options: ReportOptions) => Promise<boolean | undefined>
