/** Files by their paths: the text of each, or where a link leads. */
export type ExampleFiles = Readonly<Record<string, string | { readonly linkTo: string }>>;

/** What a diagnostic is about, and the same put right. What a contract needs beside it is left out. */
export interface Example {
  readonly bad: ExampleFiles;
  readonly good: ExampleFiles;
}

/** An example that is a part of a contract. */
export function inContract(bad: string, good: string, others: ExampleFiles = {}): Example {
  return { bad: { 'contract/openapi.yaml': bad }, good: { 'contract/openapi.yaml': good, ...others } };
}

/** An example that is lines of the one operation of a contract, or lines beside them. */
export function inOperation(bad: string, good: string, after = ''): Example {
  const contract = (lines: string): string => `${operation(lines)}${after}`;
  return inContract(contract(bad), contract(good));
}

/** A contract's paths with one operation that has these lines. */
export function operation(lines: string): string {
  return `paths:
  /notes:
    get:
      operationId: listNotes
${lines}      responses: { '200': { description: The notes. } }
`;
}

/** A contract's component schemas. */
export function schemas(lines: string): string {
  return `components:\n  schemas:\n${lines}`;
}
