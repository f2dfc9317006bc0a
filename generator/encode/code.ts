/**
 * Emitted code is put together from fragments. A fragment comes from a literal of this program (the `code` tag) or
 * from an encoder; a bare string is neither, so text of a contract cannot reach the output unencoded.
 */

/** Something a file imports, or declares itself. The printer computes the import and the local name. */
export interface CodeSymbol {
  readonly kind: 'symbol';
  /** The exported name, or `*` for the namespace. */
  readonly name: string;
  /** The name wanted in the importing file. */
  readonly local: string;
  /** A package (`zod`), or a path below the output folder without extension (`./schemas/pet`), or above it (`../overrides/x`). */
  readonly module: string;
  readonly typeOnly: boolean;
}

/** Encoded code: literal text and symbols. */
export interface Fragment {
  readonly kind: 'fragment';
  readonly parts: readonly (string | CodeSymbol)[];
}

/** A symbol that is imported by its name. */
export function symbol(name: string, module: string, local: string = name): CodeSymbol {
  return { kind: 'symbol', name, local, module, typeOnly: false };
}

/** A symbol that is imported as a type. */
export function typeSymbol(name: string, module: string): CodeSymbol {
  return { kind: 'symbol', name, local: name, module, typeOnly: true };
}

/** A fragment of trusted text. Encoders use it; nothing else should. */
export function trusted(text: string): Fragment {
  return { kind: 'fragment', parts: [text] };
}

type Part = Fragment | CodeSymbol | number | boolean;

/** `code\`z.array(${inner})\``: literal text of this program with encoded parts. */
export function code(texts: TemplateStringsArray, ...values: readonly Part[]): Fragment {
  const parts: (string | CodeSymbol)[] = [];
  texts.forEach((text, index) => {
    if (text !== '') parts.push(text);
    const value = values[index];
    if (value === undefined) return;
    if (typeof value !== 'object') parts.push(String(value));
    else if (value.kind === 'symbol') parts.push(value);
    else parts.push(...value.parts);
  });
  return { kind: 'fragment', parts };
}

/** Fragments with a separator between them. */
export function join(fragments: readonly (Fragment | CodeSymbol)[], separator: string): Fragment {
  const parts = fragments.flatMap((fragment, index): (string | CodeSymbol)[] => [
    ...(index > 0 ? [separator] : []),
    ...(fragment.kind === 'symbol' ? [fragment] : fragment.parts),
  ]);
  return { kind: 'fragment', parts };
}
