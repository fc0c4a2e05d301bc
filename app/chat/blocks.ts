/** The parts of a message's text: running text, and code between lines of ``` (XEP-0393 section 5.1.2). */

export interface Block {
  readonly kind: 'text' | 'code';
  readonly text: string;
}

/** A fence that is never closed runs to the end, as the XEP has it. Empty text parts are left out. */
export function blocksOf(body: string): Block[] {
  if (!body.includes('```')) return [{ kind: 'text', text: body }];
  const blocks: Block[] = [];
  let kind: Block['kind'] = 'text';
  let lines: string[] = [];
  const end = () => {
    const text = lines.join('\n');
    if (kind === 'code' || text.trim() !== '') blocks.push({ kind, text });
    lines = [];
  };
  for (const line of body.split('\n')) {
    const opens: boolean = kind === 'text' && line.startsWith('```');
    const closes: boolean = kind === 'code' && line.trimEnd() === '```';
    if (opens || closes) {
      end();
      kind = opens ? 'code' : 'text';
    } else lines.push(line);
  }
  end();
  return blocks;
}
