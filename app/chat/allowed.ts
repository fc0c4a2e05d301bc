/** What can be done with a message, so that only that is offered. */
import type { Reply } from './entry.ts';
import type { ThreadMessage } from './thread.ts';

/** It has a name that others know it by, and something is left of it: it can be reacted to, and answered. */
export function mayBeChanged(message: ThreadMessage): boolean {
  return (
    message.stanzaId !== undefined && message.retracted !== true && message.type !== 'headline' && !isUnsent(message)
  );
}

/** Only our own text; what failed is not there to be corrected, it is sent again or deleted. */
export function mayBeEdited(message: ThreadMessage): boolean {
  return mayBeChanged(message) && message.own && message.encryption === undefined && message.invitation === undefined;
}

export function mayBeRetracted(message: ThreadMessage): boolean {
  return mayBeChanged(message) && message.own;
}

function isUnsent(message: ThreadMessage): boolean {
  return message.state === 'failed' && message.change === undefined;
}

/** What goes with an answer to this message. */
export function replyTo(message: ThreadMessage): Reply | undefined {
  if (!mayBeChanged(message) || message.stanzaId === undefined) return undefined;
  const text = message.encryption === undefined ? message.body || (message.subject ?? '') : '';
  const quote = [...text].slice(0, QUOTE).join('');
  return { target: message.stanzaId, to: message.from, ...(quote === '' ? {} : { quote }) };
}

/** Code points of a quote. */
const QUOTE = 500;
