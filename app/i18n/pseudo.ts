/**
 * The test language: every English word from a catalogue gets accents and brackets, so that a word on a screen without
 * them is one that somebody wrote into the code.
 */
import { IntlMessageFormat } from 'intl-messageformat';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
type Element = Ast[number];

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ACCENTED = [...'åƀçđéƒĝĥîĵķļḿñöþɋŕšţüṽŵẋýžÅƁÇĐÉƑĜĤÎĴĶĻḾÑÖÞɊŔŠŢÜṼŴẊÝŽ'];
const LITERAL = 0; // TYPE.literal of the ICU message parser

export function mark(text: string): string {
  return `⟦${accents(text)}⟧`;
}

export function pseudoAst(message: string): Ast {
  const ast = new IntlMessageFormat(message, 'en').getAst();
  return [literal('⟦'), ...ast.map(withAccents), literal('⟧')];
}

function withAccents(element: Element): Element {
  if (element.type === LITERAL && typeof element.value === 'string') {
    return { ...element, value: accents(element.value) } as Element;
  }
  if ('options' in element && typeof element.options === 'object') {
    const options = Object.entries(element.options).map(([name, option]) => [
      name,
      { ...option, value: option.value.map(withAccents) },
    ]);
    return { ...element, options: Object.fromEntries(options) } as Element;
  }
  return element;
}

function literal(value: string): Element {
  return { type: LITERAL, value } as Element;
}

function accents(text: string): string {
  return text.replace(/[a-z]/gi, (letter) => ACCENTED[PLAIN.indexOf(letter)] ?? letter);
}
