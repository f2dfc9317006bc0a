import { marshalled, type Attributes } from './_items.js';

/**
 * The placeholders of one request. Names and values never stand in an expression themselves: a name
 * may be one of DynamoDB's 573 reserved words, and a value is data.
 */
export interface Placeholders {
  /** The placeholder of an attribute's name. */
  name(attribute: string): string;
  /** The placeholder of a value. */
  value(value: unknown): string;
  /** What the placeholders stand for, as a part of the request. */
  attributes(): PlaceholderAttributes;
}

/** DynamoDB refuses empty records, so each is there only when it is used. */
export interface PlaceholderAttributes {
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Attributes;
}

/** The placeholders of a new request. */
export function createPlaceholders(): Placeholders {
  const names = new Map<string, string>();
  const values: Record<string, unknown> = {};
  let count = 0;
  return {
    name: (attribute) => {
      const placeholder = names.get(attribute) ?? `#n${names.size}`;
      names.set(attribute, placeholder);
      return placeholder;
    },
    value: (value) => {
      const placeholder = `:v${count}`;
      count += 1;
      values[placeholder] = value;
      return placeholder;
    },
    attributes: () => ({
      ...(names.size > 0 && {
        ExpressionAttributeNames: Object.fromEntries([...names].map(([attribute, name]) => [name, attribute])),
      }),
      ...(count > 0 && { ExpressionAttributeValues: marshalled(values) }),
    }),
  };
}
