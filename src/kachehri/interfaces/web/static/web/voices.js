// Marking words of a transcript: the chosen stretch becomes a turn and two positions in code points.
"use strict";
(() => {
  const form = document.getElementById("marking");
  const shown = document.getElementById("chosen");
  if (!form || !shown) return;
  const points = (text) => Array.from(text).length;
  const turnOf = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest("[data-turn]");
  const before = (turn, node, offset) => {
    const range = document.createRange();
    range.selectNodeContents(turn);
    range.setEnd(node, offset);
    return points(range.toString());
  };
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return;
    const range = selection.getRangeAt(0);
    const turn = turnOf(range.startContainer);
    if (!turn || turn !== turnOf(range.endContainer)) return;
    form.elements.turn.value = turn.dataset.turn;
    form.elements.start.value = before(turn, range.startContainer, range.startOffset);
    form.elements.end.value = before(turn, range.endContainer, range.endOffset);
    shown.textContent = range.toString();
  });
})();
