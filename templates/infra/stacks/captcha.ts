import { operations, type OperationId } from '../operations.js';
import { isOn, type Stage } from '../stage.js';
import type { FirewallRule, Part } from './part.js';
import { exactMethod, pathOf } from './web-acl.js';

/** Whether an operation is behind a CAPTCHA: always, or as a setting says. */
export type Captcha = true | { readonly setting: string };

/** A riddle for whoever calls one of these operations. Only browsers can solve it. */
export function captchaPart(behind: Readonly<Partial<Record<OperationId, Captcha>>>): Part {
  return {
    firewallRules: (stage) =>
      Object.entries(behind).flatMap(([id, captcha]) => (isAsked(stage, captcha) ? [ruleOf(id as OperationId)] : [])),
  };
}

function isAsked(stage: Stage, captcha: Captcha): boolean {
  return captcha === true || isOn(stage, captcha.setting);
}

function ruleOf(id: OperationId): FirewallRule {
  const { file, path, method } = operations[id];
  return {
    name: `Captcha-${file}`,
    action: { captcha: {} },
    statement: { andStatement: { statements: [exactMethod(method), pathOf(path)] } },
  };
}
