/** Our own types for the parts of xmpp.js that we use; its packages ship none. Only what was read in their source. */
declare module '@xmpp/xml' {
  export type Child = Element | string | number | null | undefined;
  export type Attributes = Record<string, string | number | null | undefined>;

  export class Element {
    constructor(name: string, attributes?: Attributes | string);
    name: string;
    attrs: Record<string, string | undefined>;
    children: (Element | string)[];
    parent: Element | null;
    is(name: string, ns?: string): boolean;
    getName(): string;
    getNS(): string | undefined;
    /** The namespace that a prefix (or its absence) means here. */
    findNS(prefix?: string): string | undefined;
    getChild(name: string, ns?: string): Element | undefined;
    getChildren(name: string, ns?: string): Element[];
    getChildElements(): Element[];
    getChildText(name: string, ns?: string): string | null;
    getChildByAttr(attr: string, value: string, ns?: string, recursive?: boolean): Element | undefined;
    text(): string;
    getText(): string;
    append(...children: Child[]): this;
    remove(child: Element | string, ns?: string): this;
    clone(): Element;
    /** Starts a child and gives it. */
    c(name: string, attributes?: Attributes): Element;
    /** Adds text and gives this. */
    t(text: string): this;
    up(): Element;
    root(): Element;
    toString(): string;
  }

  export function xml(name: string, attributes?: Attributes | string | null, ...children: (Child | Child[])[]): Element;
  export default xml;
  export function escapeXML(text: string): string;
  export function unescapeXML(text: string): string;
  export function escapeXMLText(text: string): string;

  export class Parser {
    root: Element | null;
    cursor: Element | null;
    write(text: string): void;
    end(text?: string): void;
    on(event: 'start' | 'element' | 'end', listener: (element: Element) => void): this;
    on(event: 'error', listener: (error: Error) => void): this;
    removeAllListeners(): this;
  }
}
