/** The names that can reach themselves in a graph of references (Tarjan's strongly connected components). */
export function recursiveNames(graph: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const state = new Map<string, { index: number; low: number; onStack: boolean }>();
  const stack: string[] = [];
  const recursive = new Set<string>();
  const visit = (name: string): { index: number; low: number; onStack: boolean } => {
    const own = { index: state.size, low: state.size, onStack: true };
    state.set(name, own);
    stack.push(name);
    for (const next of graph.get(name) ?? []) {
      if (!graph.has(next)) continue;
      const seen = state.get(next);
      if (!seen) own.low = Math.min(own.low, visit(next).low);
      else if (seen.onStack) own.low = Math.min(own.low, seen.index);
    }
    if (own.low === own.index) closeComponent(name);
    return own;
  };
  const closeComponent = (name: string): void => {
    const component: string[] = [];
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      const itsState = state.get(member);
      if (itsState) itsState.onStack = false;
      component.push(member);
      if (member === name) break;
    }
    if (component.length > 1 || graph.get(name)?.has(name)) component.forEach((member) => recursive.add(member));
  };
  for (const name of graph.keys()) if (!state.has(name)) visit(name);
  return recursive;
}
