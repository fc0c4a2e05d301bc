import { memo, useState } from 'react';
import { beginningOf } from '../../../app/chat/beginning.ts';
import { blocksOf } from '../../../app/chat/blocks.ts';
import { emojiCount } from '../../../app/chat/emoji.ts';
import { scriptLanguage } from '../../../app/i18n/language.ts';
import { useT } from '../../i18n/i18n.tsx';
import { linkParts } from './links.ts';
import './MessageText.css';

/** What somebody wrote: text with its links, code, or a few big emoji. */
export const MessageText = memo(function MessageText({ body }: { readonly body: string }) {
  const emoji = emojiCount(body);
  if (emoji > 0) {
    return (
      <span className="message-emoji" data-count={emoji}>
        {body.trim()}
      </span>
    );
  }
  const beginning = beginningOf(body);
  return beginning === undefined ? <Blocks text={body} /> : <LongText body={body} beginning={beginning} />;
});

/** Long texts that are shown whole, also when they come into view again. */
const opened = new Set<string>();

function LongText({ body, beginning }: { readonly body: string; readonly beginning: string }) {
  const t = useT();
  const [isWhole, setWhole] = useState(() => opened.has(body));
  const toggle = () => {
    if (isWhole) opened.delete(body);
    else opened.add(body);
    setWhole(!isWhole);
  };
  return (
    <>
      <Blocks text={isWhole ? body : `${beginning} …`} />
      <button type="button" className="message-more" aria-expanded={isWhole} onClick={toggle}>
        {t(isWhole ? 'chat.message.showLess' : 'chat.message.showMore')}
      </button>
    </>
  );
}

function Blocks({ text }: { readonly text: string }) {
  return blocksOf(text).map((block, index) =>
    block.kind === 'code' ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no identity but their place
      <pre key={index} className="message-code" tabIndex={-1}>
        <code>{block.text}</code>
      </pre>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the same
      <span key={index} className="message-words" lang={scriptLanguage(block.text)}>
        {linkParts(block.text).map((part, place) =>
          part.url === undefined ? (
            part.text
          ) : (
            // No <a href>: the page never goes anywhere; Thread.tsx hands the address to the desktop.
            // biome-ignore lint/a11y/useSemanticElements: the same
            // biome-ignore lint/suspicious/noArrayIndexKey: the same
            <span key={place} role="link" tabIndex={0} className="message-link" data-url={part.url} title={part.url}>
              {part.text}
            </span>
          ),
        )}
      </span>
    ),
  );
}
