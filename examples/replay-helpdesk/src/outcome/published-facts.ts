/** A fact about the log that others have published. */
export interface PublishedFact {
  /** What it is about. */
  readonly name: string
  /** The value as published, rounded as published. */
  readonly value: number
  /** Decimals it was published with. */
  readonly decimals: number
}

/** SHA-256 of the log, unpacked, that the published facts are about. */
export const publishedLog = 'eb03c2dcf1c3fed5f84c360cb2bfd812a07c64a6b357ae3c1eb42aafd92f9a9f'

/** What others have counted in the incident log of the BPI Challenge 2013. */
export const publishedFacts = {
  cases: { name: 'cases', value: 7554, decimals: 0 },
  events: { name: 'events', value: 65_533, decimals: 0 },
  activities: { name: 'activities (status and sub-status)', value: 13, decimals: 0 },
  variants: { name: 'variants', value: 2278, decimals: 0 },
  eventsPerCaseMean: { name: 'events per case, mean', value: 8.675, decimals: 3 },
  eventsPerCaseSd: { name: 'events per case, standard deviation', value: 7.626, decimals: 3 },
  eventsPerCaseMax: { name: 'events per case, most', value: 123, decimals: 0 },
  caseSecondsMean: { name: 'case duration in s, mean', value: 1_043_655.35, decimals: 2 },
  caseSecondsSd: { name: 'case duration in s, standard deviation', value: 2_468_905.658, decimals: 3 },
  groups: { name: 'groups', value: 649, decimals: 0 },
  resources: { name: 'resources', value: 1440, decimals: 0 },
} as const satisfies Readonly<Record<string, PublishedFact>>
