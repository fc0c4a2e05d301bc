import { type Element, Parser } from '@xmpp/xml';

/** Reads one whole element. */
export function parseXml(text: string): Element {
  const parser = new Parser();
  const seen: { root?: Element } = {};
  // The parser tells of the children of its root; a root of its own makes `text` a child.
  parser.on('element', (element) => {
    seen.root = element;
  });
  parser.on('error', (error) => {
    throw new Error(`${error.message} in ${text}`);
  });
  parser.write(`<one>${text}</one>`);
  if (seen.root === undefined) throw new Error(`not a whole element: ${text}`);
  return seen.root;
}
