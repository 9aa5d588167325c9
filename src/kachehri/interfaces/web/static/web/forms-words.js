/* web-forms speaks English alone: its own words are put into the reader's language as they appear. */

const PARTS = ["aria-label", "placeholder", "title", "alt"];

function turned(text, words) {
  const bare = text.trim();
  if (!bare) return null;
  const known = words[bare];
  if (known) return text.replace(bare, known);
  const count = /^(\d+) questions? with errors?\.$/.exec(bare);
  return count && words["{n} questions with errors."]
    ? words["{n} questions with errors."].replace("{n}", count[1]) : null;
}

function turn(node, words) {
  if (node.nodeType === Node.TEXT_NODE) {
    const told = turned(node.data, words);
    if (told !== null && told !== node.data) node.data = told;
    return;
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return;
  for (const name of PARTS) {
    const told = node.hasAttribute(name) ? turned(node.getAttribute(name), words) : null;
    if (told !== null && told !== node.getAttribute(name)) node.setAttribute(name, told);
  }
  for (const child of node.childNodes) turn(child, words);
}

/* What people typed lies in values, not in texts; labels of the form are not among the words. */
export function translate(root, words) {
  turn(root, words);
  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") turn(change.target, words);
      for (const node of change.addedNodes) turn(node, words);
    }
  }).observe(root, { subtree: true, childList: true, characterData: true });
}
