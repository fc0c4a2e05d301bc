export type { CertificateKind } from './authority.ts';
export { type EjabberdServer, startEjabberd } from './ejabberd.ts';
export { type ProsodyServer, startProsody } from './prosody.ts';
export type { ArchivedMessage } from './prosody-storage.ts';
export { type ScriptedClient, type ScriptedOptions, type ScriptedServer, startScriptedServer } from './scripted.ts';
export type { SeededContact, ServerOptions, TestServer } from './server.ts';
