/** Where each sentence stands in a text that was edited since; null where it was changed. */
export function located(sentences, text) {
  let from = 0;
  return sentences.map((sentence) => {
    const start = text.indexOf(sentence.text, from);
    if (start < 0) return null;
    from = start + sentence.text.length;
    return { start, end: from };
  });
}
