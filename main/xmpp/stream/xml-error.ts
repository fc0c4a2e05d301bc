/** Why the text was refused, as the stream error condition to send (RFC 6120 section 4.9.3). */
export type XmlCondition =
  | 'bad-format'
  | 'bad-namespace-prefix'
  | 'not-well-formed'
  | 'policy-violation'
  | 'restricted-xml'
  | 'unsupported-encoding';

export class XmlError extends Error {
  readonly condition: XmlCondition;
  constructor(condition: XmlCondition, message: string) {
    super(message);
    this.name = 'XmlError';
    this.condition = condition;
  }
}
