export { betaCdf, betaQuantile } from './beta.ts'
export { binomialCdf } from './binomial.ts'
export {
  type BootstrapInterval,
  type BootstrapOptions,
  bootstrapInterval,
  type StatisticUndefined,
} from './bootstrap-interval.ts'
export { type Concentration, concentration } from './concentration.ts'
export { exactSum } from './exact-sum.ts'
export { type Histogram, type HistogramBin, type HistogramOptions, histogram } from './histogram.ts'
export type { ConfidenceOption, Interval } from './interval.ts'
export type { InvalidArgument } from './invalid-argument.ts'
export { meanInterval } from './mean-interval.ts'
export { geometricMean, harmonicMean, trimmedMean, winsorizedMean } from './means.ts'
export {
  type NetPromoterOptions,
  type NetPromoterScore,
  netPromoterScore,
  type PromoterClass,
  type PromoterCounts,
  promoterClass,
  promoterCounts,
} from './net-promoter-score.ts'
export { normalCdf, normalQuantile } from './normal.ts'
export type { NotFinite } from './not-finite.ts'
export {
  type ProportionInterval,
  type ProportionMethod,
  type ProportionOptions,
  proportionInterval,
} from './proportion-interval.ts'
export { median, type QuantileType, quantile, quantileOfSorted, quantiles } from './quantile.ts'
export { type QuantileInterval, quantileInterval, quantileIntervalOfSorted } from './quantile-interval.ts'
export { finiteSample, type Sample, sortedSample } from './sample.ts'
export { excessKurtosis, skewness } from './shape.ts'
export {
  coefficientOfVariation,
  giniCoefficient,
  interquartileRange,
  medianAbsoluteDeviation,
  standardErrorOfMean,
} from './spread.ts'
export { studentTCdf, studentTQuantile } from './student-t.ts'
export { type Summary, summary } from './summary.ts'
