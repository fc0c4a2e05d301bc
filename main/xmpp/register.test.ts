import { type Element, xml } from '@xmpp/xml';
import { expect, test } from 'vitest';
import { REGISTER_NS, readForm, submission } from './register.ts';

const answer = (...children: Element[]) =>
  xml('iq', { type: 'result' }, xml('query', { xmlns: REGISTER_NS }, ...children));
const data = (...fields: Element[]) => xml('x', { xmlns: 'jabber:x:data', type: 'form' }, ...fields);
const field = (name: string, type: string, ...children: Element[]) => xml('field', { var: name, type }, ...children);
const required = xml('required');

test('a plain form', () => {
  const form = readForm(answer(xml('instructions', {}, ' Choose. '), xml('username'), xml('password'), xml('email')));
  expect(form).toEqual({
    instructions: 'Choose.',
    kind: 'fields',
    fields: [
      { name: 'username', required: true, secret: false },
      { name: 'password', required: true, secret: true },
      { name: 'email', required: true, secret: false },
    ],
  });
  const sent = form && submission(form, { username: 'a', password: 'b<', other: 'x' }, 'example.org');
  expect(sent?.toString()).toBe(
    `<iq type="set" id="register" to="example.org"><query xmlns="${REGISTER_NS}"><username>a</username><password>b&lt;</password></query></iq>`,
  );
});

test('a data form of texts, which goes back with its hidden fields', () => {
  const form = readForm(
    answer(
      xml('username'),
      data(
        field('FORM_TYPE', 'hidden', xml('value', {}, REGISTER_NS)),
        xml('field', { type: 'fixed' }, xml('value', {}, 'Hello')),
        xml('field', { var: 'username', type: 'text-single', label: 'Name' }, xml('required')),
        field('password', 'text-private', xml('required')),
        field('news', 'boolean', xml('value', {}, '0')),
      ),
    ),
  );
  expect(form?.fields).toEqual([
    { name: 'username', label: 'Name', required: true, secret: false },
    { name: 'password', required: true, secret: true },
  ]);
  const sent = form && submission(form, { username: 'a', password: 'b' }, 'example.org');
  const submitted = sent?.getChild('query')?.getChild('x');
  expect(submitted?.attrs.type).toBe('submit');
  expect(submitted?.getChildren('field').map(({ attrs, children }) => [attrs.var, String(children[0])])).toEqual([
    ['FORM_TYPE', `<value>${REGISTER_NS}</value>`],
    ['news', '<value>0</value>'],
    ['username', '<value>a</value>'],
    ['password', '<value>b</value>'],
  ]);
});

test.each([
  ['a page in a browser', [xml('x', { xmlns: 'jabber:x:oob' }, xml('url', {}, 'https://example.org'))]],
  [
    'a captcha',
    [
      data(
        field('username', 'text-single'),
        field('password', 'text-private'),
        field('ocr', 'text-single', xml('media'), required),
      ),
    ],
  ],
  [
    'a choice',
    [data(field('username', 'text-single'), field('password', 'text-private'), field('pick', 'list-single', required))],
  ],
  ['nothing', []],
])('a form with %s is not for us', (_, children) => {
  expect(readForm(answer(...children))).toBeUndefined();
});
