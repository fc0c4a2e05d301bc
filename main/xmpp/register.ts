/** In-Band Registration, XEP-0077 2.4: making an account on a stream that is not signed in. Forms read and written. */
import { type Element, xml } from '@xmpp/xml';
import type { RegistrationForm as Questions, RegistrationField } from '../../app/contract/account.ts';

export const REGISTER_NS = 'jabber:iq:register';
const DATA_NS = 'jabber:x:data';

export interface RegistrationForm extends Questions {
  /** How it has to be sent back; nobody's business but `submission`'s. */
  readonly kind: 'fields' | { readonly hidden: Readonly<Record<string, string>> };
}

export const formRequest = (domain: string) =>
  xml('iq', { type: 'get', id: 'register-form', to: domain }, xml('query', { xmlns: REGISTER_NS }));

/** Nothing when the form asks for what can't be given here: a captcha, a page in a browser, unknown kinds of field. */
export function readForm(result: Element): RegistrationForm | undefined {
  const query = result.getChild('query', REGISTER_NS);
  if (query === undefined) return undefined;
  const data = query.getChild('x', DATA_NS);
  const form = data === undefined ? readPlainForm(query) : readDataForm(data);
  const names = form?.fields.map(({ name }) => name) ?? [];
  return names.includes('username') && names.includes('password') ? form : undefined;
}

function readPlainForm(query: Element): RegistrationForm {
  // Section 3.1: what is not a field. `key` is a token of old servers that goes back unchanged, and no one uses it now.
  const others = ['instructions', 'registered', 'key', 'x'];
  const fields = query
    .getChildElements()
    .filter((child) => child.getNS() === REGISTER_NS && !others.includes(child.getName()))
    // Section 3.1.1: every field that is listed has to be given.
    .map((child) => ({ name: child.getName(), required: true, secret: child.getName() === 'password' }));
  return { ...instructionsOf(query), fields, kind: 'fields' };
}

function readDataForm(data: Element): RegistrationForm | undefined {
  const hidden: Record<string, string> = {};
  const fields: RegistrationField[] = [];
  for (const field of data.getChildren('field', DATA_NS)) {
    const { var: name, type = 'text-single', label } = field.attrs;
    const required = field.getChild('required') !== undefined;
    const value = field.getChildText('value');
    if (name === undefined || type === 'fixed') continue;
    if (type === 'hidden') hidden[name] = value ?? '';
    else if (field.getChild('media') === undefined && (type === 'text-single' || type === 'text-private')) {
      const secret = type === 'text-private' || name === 'password';
      fields.push({ name, required, secret, ...(label === undefined ? {} : { label }) });
    } else if (required || value === null) return undefined;
    else hidden[name] = value;
  }
  return { ...instructionsOf(data), fields, kind: { hidden } };
}

function instructionsOf(element: Element): { instructions?: string } {
  const text = element.getChildText('instructions')?.trim();
  return text ? { instructions: text } : {};
}

/** The filled form. Fields without a value are left out. */
export function submission(form: RegistrationForm, values: Readonly<Record<string, string>>, domain: string): Element {
  const given = form.fields.flatMap(({ name }): [string, string][] => {
    const value = values[name];
    return value === undefined ? [] : [[name, value]];
  });
  const query =
    form.kind === 'fields'
      ? xml('query', { xmlns: REGISTER_NS }, ...given.map(([name, value]) => xml(name, {}, value)))
      : xml('query', { xmlns: REGISTER_NS }, submittedData([...Object.entries(form.kind.hidden), ...given]));
  return xml('iq', { type: 'set', id: 'register', to: domain }, query);
}

function submittedData(values: readonly (readonly [string, string])[]): Element {
  const fields = values.map(([name, value]) => xml('field', { var: name }, xml('value', {}, value)));
  return xml('x', { xmlns: DATA_NS, type: 'submit' }, ...fields);
}
