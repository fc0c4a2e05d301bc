/** The filter box of a list of people. */

/** A text as it is compared: width, case and accents do not count. */
export function foldText(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .normalize('NFC');
}

/**
 * Whether a text has every word of the query in it, anywhere in a word. Korean is also found by the first consonants
 * of its syllables: "ㅂㅁ" finds 박민아, as every Korean address book does.
 */
export function matcherOf(query: string): (text: string) => boolean {
  const words = query.trim().split(/\s+/).filter(Boolean);
  const tests = words.map((word) => {
    const folded = foldText(word);
    if (!FIRST_CONSONANTS_ONLY.test(word)) return (text: string) => foldText(text).includes(folded);
    return (text: string) => firstConsonants(text).includes(word) || text.includes(word);
  });
  return (text) => tests.every((test) => test(text));
}

const FIRST_CONSONANTS = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const FIRST_CONSONANTS_ONLY = new RegExp(`^[${FIRST_CONSONANTS}]+$`);
const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
/** Syllables that share a first consonant: 21 vowels by 28 endings. */
const PER_CONSONANT = 588;

function firstConsonants(text: string): string {
  return text.normalize('NFC').replace(/./gsu, (char) => {
    const code = char.codePointAt(0) ?? 0;
    if (code < FIRST_SYLLABLE || code > LAST_SYLLABLE) return char;
    return FIRST_CONSONANTS[Math.floor((code - FIRST_SYLLABLE) / PER_CONSONANT)] ?? char;
  });
}
