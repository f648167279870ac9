// Find addresses in plain words, in place of linkifyjs, which carries every top-level domain.
//
// Tiptap's extension for links calls these. Only words that say that they are an address are
// links: those that begin with a scheme or "www.", and addresses of mail.

const ADDRESS = /(?:https?:\/\/|www\.)[^\s<>"]{1,2000}|(?:mailto:)?[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/gi;
// What ends a sentence, or closes a bracket that the address did not open.
const CLOSED = /(?:[.,:;!?'’”]|\)(?<!\([^()]*\))|\])+$/;

function hrefOf(value, protocol) {
  if (/^(?:https?:\/\/|mailto:)/i.test(value)) return value;
  return value.includes("@") && !/^www\./i.test(value) ? `mailto:${value}` : `${protocol}://${value}`;
}

function token(value, start, isLink) {
  const asObject = { value, start, end: start + value.length, isLink };
  const toObject = (protocol = "http") => ({ ...asObject, href: isLink ? hrefOf(value, protocol) : undefined });
  return { ...asObject, toObject };
}

export function tokenize(words) {
  const tokens = [];
  let at = 0;
  for (const { 0: found, index } of words.matchAll(ADDRESS)) {
    const value = found.replace(CLOSED, "");
    if (index > at) tokens.push(token(words.slice(at, index), at, false));
    tokens.push(token(value, index, true));
    at = index + value.length;
  }
  if (at < words.length) tokens.push(token(words.slice(at), at, false));
  return tokens;
}

export const find = (words, { defaultProtocol } = {}) =>
  tokenize(words)
    .filter(({ isLink }) => isLink)
    .map((each) => each.toObject(defaultProtocol));

// Schemes of other programs are never added.
export const registerCustomProtocol = () => {};
export const reset = () => {};
