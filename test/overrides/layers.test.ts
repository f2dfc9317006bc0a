import { ts } from 'ts-morph';
import { describe, expect, it } from 'vitest';
import { isMethodCall, modulesBelow, placesOf, type Module } from './support/modules.js';

const modules = modulesBelow('overrides');
const domain = modules.filter(({ path }) => path.startsWith('overrides/auth/'));

/** What writes audit events. */
const flows = domain.filter(({ source }) => placesOf('audit', source).some(isMethodCall));

/** What calls Cognito. */
const steps = domain.filter(({ imports }) => [...imports.keys()].some(isCognito));

function isCognito(path: string): boolean {
  return path.startsWith('overrides/aws/cognito-');
}

/** What may begin a flow. */
function isEntry({ path }: Module): boolean {
  return ['overrides/operations/', 'overrides/jobs/'].some((folder) => path.startsWith(folder));
}

const pathsOf = (some: readonly Module[]): readonly string[] => some.map(({ path }) => path);

/** Imports of one kind of module by another, as text. */
function arrows(from: readonly Module[], to: readonly Module[]): readonly string[] {
  return from.flatMap(({ path, imports }) =>
    pathsOf(to.filter((target) => imports.has(target.path))).map((target) => `${path} -> ${target}`),
  );
}

const without = (some: readonly Module[]): readonly Module[] => modules.filter((module) => !some.includes(module));

describe('audit events', () => {
  it('are written in the domain alone: neither by services and jobs nor past the context', () => {
    const elsewhere = modules.filter(({ path, source }) => {
      return !path.startsWith('overrides/auth/') && placesOf('audit', source).length > 0;
    });
    expect(pathsOf(elsewhere)).toEqual([]);
    expect(pathsOf(modules.filter(({ imports }) => imports.has('generated/http/audit.ts')))).toEqual([]);
    expect(flows.length).toBeGreaterThan(15);
  });

  it('are written by calls of the context’s method, which nobody takes out of it or hands on', () => {
    const others = domain.filter(({ source }) => !placesOf('audit', source).every(isMethodCall));
    expect(pathsOf(others)).toEqual([]);
  });

  it('are written by flows, the top of the domain: only services, jobs and other flows call them', () => {
    const callers = without(flows).filter((module) => !isEntry(module));
    expect(arrows(callers, flows)).toEqual([]);
    const called = flows.filter(({ path }) => modules.some((module) => module.imports.has(path)));
    expect(pathsOf(called)).toEqual(pathsOf(flows));
  });
});

describe('calls of Cognito', () => {
  it('are made by steps of the domain, and by nobody else', () => {
    const others = modules.filter(({ path }) => !path.startsWith('overrides/auth/') && !isCognito(path));
    expect(pathsOf(others.filter(({ imports }) => [...imports.keys()].some(isCognito)))).toEqual([]);
    expect(steps.length).toBeGreaterThan(5);
  });

  it('stand at one depth: a flow names its steps, and no step hides another', () => {
    expect(pathsOf(steps.filter((step) => flows.includes(step)))).toEqual([]);
    expect(arrows(steps, steps)).toEqual([]);
    const callers = without(flows).filter((module) => !isEntry(module));
    expect(arrows(callers, steps)).toEqual([]);
  });
});

describe('passwords', () => {
  const setting = ['adminCreateUser', 'adminSetUserPassword'];

  /** The functions of the steps that hand a password to Cognito to be set. */
  const setters = steps.flatMap(({ path, source }) =>
    source.statements
      .filter(ts.isFunctionDeclaration)
      .filter((declared) => setting.some((name) => placesOf(name, declared).length > 0))
      .map(({ name }) => ({ path, name: name?.text ?? '' })),
  );

  it('are judged by every flow that sets one', () => {
    expect(setters.map(({ name }) => name).sort()).toEqual(['confirmUser', 'makePendingUser', 'setPassword']);
    const users = flows.filter(({ imports }) => setters.some(({ path, name }) => imports.get(path)?.includes(name)));
    expect(pathsOf(users)).toEqual([
      'overrides/auth/passwords/change.ts',
      'overrides/auth/passwords/reset.ts',
      'overrides/auth/registration/register.ts',
    ]);
    const judging = users.filter(({ source }) => {
      return placesOf('judgePassword', source).some(({ parent }) => ts.isCallExpression(parent));
    });
    expect(judging).toEqual(users);
  });
});
