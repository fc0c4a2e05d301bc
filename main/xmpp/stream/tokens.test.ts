import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTokens, type TokenListener } from './tokens.ts';
import { XmlError } from './xml-error.ts';

/** What the tokens of a text are, adjacent text joined; the chunks are written one after the other. */
function tokensOf(...chunks: string[]): string[] {
  const read: string[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') read.push(`'${text}'`);
    text = '';
  };
  const listener: TokenListener = {
    open(name, attributes) {
      flush();
      read.push(`<${name}${Object.entries(attributes).map(([key, value]) => ` ${key}=${value}`)}`);
    },
    close(name) {
      flush();
      read.push(`>${name}`);
    },
    text: (part) => {
      text += part;
    },
    weigh: () => {},
  };
  const tokens = createTokens(listener);
  for (const chunk of chunks) tokens.write(chunk);
  flush();
  return read;
}

const SAMPLE = `<?xml version='1.0'?><a x="1 > 0" y='it"s'>t&amp;&#x1F600;<b/><![CDATA[<raw>]]&]]>é😀</a >`;
const SAMPLE_TOKENS = ['<a x=1 > 0, y=it"s', "'t&😀'", '<b', '>b', "'<raw>]]&é😀'", '>a'];

test('tags, attributes, references and CDATA are read', () => {
  expect(tokensOf(SAMPLE)).toEqual(SAMPLE_TOKENS);
});

test('the tokens are the same wherever the text is cut', () => {
  for (let cut = 0; cut <= SAMPLE.length; cut += 1) {
    expect(tokensOf(SAMPLE.slice(0, cut), SAMPLE.slice(cut))).toEqual(SAMPLE_TOKENS);
  }
  expect(tokensOf(...SAMPLE.split(''))).toEqual(SAMPLE_TOKENS);
});

test('text that comes while a listener is told waits for its turn, as a TLS socket hands it over from inside a write', () => {
  const names: string[] = [];
  const tokens = createTokens({
    open(name) {
      names.push(name);
      if (name === 'b') tokens.write('<d/><e/>');
    },
    close: () => {},
    text: () => {},
    weigh: () => {},
  });
  tokens.write('<a><b/><c/>');
  tokens.write('<f/></a>');
  expect(names).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
});

test.each([
  ['<!DOCTYPE a [<!ENTITY b "c">]>', 'restricted-xml'],
  ['<a><!-- comment --></a>', 'restricted-xml'],
  ['<a><?php ?></a>', 'restricted-xml'],
  ['<a>&nbsp;</a>', 'restricted-xml'],
  ["<?xml version='1.0' encoding='latin1'?>", 'unsupported-encoding'],
  ['<a>&#0;</a>', 'not-well-formed'],
  ['<a>&#xD800;</a>', 'not-well-formed'],
  ['<a>&constructor;</a>', 'not-well-formed'],
  ['<a>fish & chips</a>', 'not-well-formed'],
  ['<a>\u0001</a>', 'not-well-formed'],
  ['<a b=c>', 'not-well-formed'],
  ['<a b>', 'not-well-formed'],
  ['<a b="1" b="2">', 'not-well-formed'],
  ['<a b="1"c="2">', 'not-well-formed'],
  ['<a b="&#1;">', 'not-well-formed'],
  ['<a <b>', 'not-well-formed'],
  ['< a>', 'not-well-formed'],
  ['</a b="1">', 'not-well-formed'],
  [`<a b="${'x'.repeat(70_000)}`, 'policy-violation'],
])('%s is refused as %s', (text, condition) => {
  expect(() => tokensOf(text)).toThrow(expect.objectContaining({ condition }));
});

test('nothing but an XmlError comes out, whatever goes in', () => {
  const soup = fc.array(
    fc.constantFrom('<', '>', '/', '"', "'", '&', ';', '!', '?', '[', ']', '=', ' ', 'a', ':', '\u0000', 'é'),
  );
  fc.assert(
    fc.property(soup, (characters) => {
      try {
        tokensOf(...characters);
      } catch (error) {
        expect(error).toBeInstanceOf(XmlError);
      }
    }),
  );
});
