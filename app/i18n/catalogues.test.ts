import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { catalogues, createTranslator, type MessageKey } from './translator.ts';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
const keys = Object.keys(catalogues.en) as MessageKey[];

describe.each(['zh', 'ko'] as const)('%s', (language) => {
  it('has the keys of English, no more and no fewer', () => {
    expect(Object.keys(catalogues[language]).sort()).toEqual([...keys].sort());
  });

  it.each(keys)('%s takes the same arguments', (key) => {
    expect(argumentsOf(catalogues[language][key])).toEqual(argumentsOf(catalogues.en[key]));
  });

  it('is translated: no sentence is the English one', () => {
    const same = keys.filter((key) => catalogues[language][key] === catalogues.en[key] && / /.test(catalogues.en[key]));
    expect(same).toEqual([]);
  });
});

describe.each(Object.entries(catalogues))('%s', (_, catalogue) => {
  it('has no typewriter apostrophe, which is a quoting sign to ICU', () => {
    expect(Object.values(catalogue).filter((message) => message.includes("'"))).toEqual([]);
  });
});

it('writes Chinese with Chinese punctuation', () => {
  const shown = Object.values(catalogues.zh).map((message) => message.replace(/\{\w+, (plural|select),/g, '{'));
  expect(shown.filter((message) => /\p{Script=Han}[,:;?!(]/u.test(message))).toEqual([]);
});

it('marks every English word in the test language and keeps what is filled in', () => {
  const { t } = createTranslator('pseudo');
  for (const key of keys) expect(t(key, everyArgument(key))).toMatch(/^⟦[^a-zA-Z]*⟧$/);
});

/** Names of the arguments with the kind that they are used as. */
function argumentsOf(message: string): string[] {
  const found = new Set<string>();
  const walk = (ast: Ast) => {
    for (const element of ast) {
      if (element.type === 0 || element.type === 7) continue;
      if ('value' in element) found.add(`${element.value}:${element.type === 1 ? 'text' : 'choice'}`);
      if ('options' in element && element.options !== null && typeof element.options === 'object') {
        for (const option of Object.values(element.options)) walk(option.value);
      }
    }
  };
  walk(new IntlMessageFormat(message, 'en').getAst());
  return [...found].sort();
}

function everyArgument(key: MessageKey): Record<string, string | number> {
  return Object.fromEntries(argumentsOf(catalogues.en[key]).map((name) => [name.split(':')[0], 3]));
}
