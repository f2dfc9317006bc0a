import { diagnostic, type Reporter } from '../../../diagnostics/diagnostic.js';
import type { Alarms } from '../../model/contract.js';
import { child, isMapping, number, text, type Cursor } from '../../read/cursor.js';
import { reportUnknownKeys } from '../extension-values.js';

/** `alarms` of the root or of a stage: whom they tell, and which costs of a month are one. */
export function readAlarms(entry: Cursor | undefined, reporter: Reporter): Alarms {
  if (!entry) return {};
  if (!isMapping(entry.value)) reporter.report(diagnostic('AW302', entry.at, 'alarms are a mapping'));
  reportUnknownKeys(entry, ['email', 'monthlyBudget'], reporter);
  const email = text(entry, 'email');
  const monthlyBudget = number(entry, 'monthlyBudget');
  const given = { email: child(entry, 'email'), monthlyBudget: child(entry, 'monthlyBudget') };
  if (given.email && !/^[^\s@]+@[^\s@]+$/.test(email ?? ''))
    reporter.report(diagnostic('AW302', given.email.at, '"email" is one email address'));
  if (given.monthlyBudget && !(monthlyBudget !== undefined && monthlyBudget > 0))
    reporter.report(diagnostic('AW302', given.monthlyBudget.at, '"monthlyBudget" is a number of US dollars'));
  return { ...(email === undefined ? {} : { email }), ...(monthlyBudget === undefined ? {} : { monthlyBudget }) };
}
