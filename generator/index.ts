/** The generator as a library: everything the command line is made of. */
export type { Contract, Operation } from './contract/model/contract.js';
export type { Diagnostic } from './diagnostics/diagnostic.js';
export { diagnosticRecords, diagnosticText } from './diagnostics/report.js';
export type { Plan, PlannedFile } from './plan/plan.js';
export { planRun, type Run, type RunOptions } from './plan/run.js';
export { compareFolder, type Comparison, type FileComparison } from './write/compare.js';
export { writeFolder, type WriteReport } from './write/write.js';
