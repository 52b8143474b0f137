/** Ids, keys of commits, streams: no engine can disagree about these characters. */
export const idPattern = /^[A-Za-z0-9._:~-]{1,128}$/
/** Kinds, queues, consumers, workers. */
export const kindPattern = /^[a-z][a-z0-9-]{0,39}$/
/** Fields and keys of a kind. */
export const fieldPattern = /^[A-Za-z][A-Za-z0-9]{0,39}$/
/** Types of events. */
export const eventTypePattern = /^[a-z][a-z0-9-]{0,79}$/

/** What {@link idPattern} accepts, for problems. */
export const idRule = '1 to 128 letters, digits or . _ : ~ -'
/** What {@link kindPattern} accepts, for problems. */
export const kindRule = 'a lower-case letter, then up to 39 lower-case letters, digits or -'
/** What {@link fieldPattern} accepts, for problems. */
export const fieldRule = 'a letter, then up to 39 letters or digits'
